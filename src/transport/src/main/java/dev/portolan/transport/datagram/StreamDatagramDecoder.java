package dev.portolan.transport.datagram;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Decodes {@link StreamDatagram}s from a stream. */
public final class StreamDatagramDecoder extends ByteToMessageDecoder {

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < StreamDatagram.HEADER_BYTES) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 2);
    if (in.readableBytes() < StreamDatagram.HEADER_BYTES + length) {
      return;
    }
    int port = in.readUnsignedShort();
    in.skipBytes(2);
    out.add(new StreamDatagram(port, in.readRetainedSlice(length)));
  }
}

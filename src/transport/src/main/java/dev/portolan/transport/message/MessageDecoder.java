package dev.portolan.transport.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Reads exactly one {@link Message}, however its bytes are split, then removes itself and passes on
 * the bytes that came after it.
 */
public final class MessageDecoder extends ByteToMessageDecoder {

  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.readableBytes() < Message.HEADER_BYTES) {
      return;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 1);
    if (in.readableBytes() < Message.HEADER_BYTES + length) {
      return;
    }
    int code = in.readUnsignedByte();
    in.skipBytes(2);
    byte[] payload = ByteBufUtil.getBytes(in, in.readerIndex(), length);
    in.skipBytes(length);
    out.add(Message.of(code, payload));
    ctx.pipeline().remove(this);
  }

  /** The end of input in the middle of a message: the rest is no message, so nothing is decoded. */
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.isReadable()) {
      decode(ctx, in, out);
    }
  }
}

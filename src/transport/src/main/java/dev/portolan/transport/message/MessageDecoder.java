package dev.portolan.transport.message;

import io.netty.buffer.ByteBuf;
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
    Message message = Message.read(in);
    if (message == null) {
      return;
    }
    out.add(message);
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

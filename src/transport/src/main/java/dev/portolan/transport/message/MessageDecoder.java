package dev.portolan.transport.message;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Decodes exactly one {@link Message}, then removes itself from the pipeline. Bytes behind the
 * message are passed on.
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

  /** Ignores an incomplete message at the end of input. */
  @Override
  protected void decodeLast(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    if (in.isReadable()) {
      decode(ctx, in, out);
    }
  }
}

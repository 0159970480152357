package dev.portolan.transport.presence;

import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/** Decodes a sequence of messages. */
final class MessagesDecoder extends ByteToMessageDecoder {
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
    Message message = Message.read(in);
    if (message != null) {
      out.add(message);
    }
  }
}

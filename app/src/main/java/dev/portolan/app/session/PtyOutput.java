package dev.portolan.app.session;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.open.StreamLoss;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import org.jspecify.annotations.Nullable;

/**
 * Passes on a terminal's output. Stops reading the stream while the consumer is full, which closes
 * the receive window and stops the device. On the event loop.
 */
final class PtyOutput extends SimpleChannelInboundHandler<ByteBuf> {
  private final ShellOutput output;

  PtyOutput(ShellOutput output) {
    this.output = output;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
    if (!output.received(ByteBufUtil.getBytes(bytes))) {
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    output.ended(lost(ctx));
    ctx.fireChannelInactive();
  }

  private static @Nullable String lost(ChannelHandlerContext ctx) {
    return ctx.channel() instanceof SmuxStream stream ? StreamLoss.inWords(stream) : null;
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }
}

package dev.portolan.smux;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.TimeUnit;

/** Lets everything that arrives wait as if the line were long; its order stays. */
final class LongLine extends ChannelInboundHandlerAdapter {
  private final long delayMillis;

  /**
   * @param delayMillis in one direction: half the round trip
   */
  LongLine(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    later(ctx, () -> ctx.fireChannelRead(message));
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    later(ctx, ctx::fireChannelReadComplete);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    later(ctx, ctx::fireChannelInactive);
  }

  private void later(ChannelHandlerContext ctx, Runnable event) {
    ctx.executor().schedule(event, delayMillis, TimeUnit.MILLISECONDS);
  }
}

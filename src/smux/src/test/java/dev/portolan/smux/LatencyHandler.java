package dev.portolan.smux;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Delays inbound data to simulate latency. */
final class LatencyHandler extends ChannelInboundHandlerAdapter {
  private final long delayMillis;
  private final ArrayDeque<Object> underWay = new ArrayDeque<>();

  /**
   * @param delayMillis delay in one direction, half the round trip
   */
  LatencyHandler(long delayMillis) {
    this.delayMillis = delayMillis;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    underWay.add(message);
    ctx.executor().schedule(() -> arrive(ctx), delayMillis, TimeUnit.MILLISECONDS);
  }

  private void arrive(ChannelHandlerContext ctx) {
    @Nullable Object message = underWay.poll();
    if (message != null) {
      ctx.fireChannelRead(message);
      ctx.fireChannelReadComplete();
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    // fired with the delayed data
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    underWay.forEach(ReferenceCountUtil::release);
    underWay.clear();
  }
}

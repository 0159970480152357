package dev.portolan.transport.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * The last handler of a pipeline during a dial. Keeps the cause of a failure and releases
 * unexpected messages.
 */
final class DialEnd extends ChannelInboundHandlerAdapter {
  static final String NAME = "dial-end";

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable thrown) {
    ctx.close();
  }
}

package dev.portolan.transport.dial;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/**
 * The end of a pipeline that is still being built up: keeps the reason why the connection broke,
 * and drops what nobody expects.
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

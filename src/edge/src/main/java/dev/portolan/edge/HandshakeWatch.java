package dev.portolan.edge;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;

/** Counts a connection that comes to no TLS, then leaves the pipeline. */
final class HandshakeWatch extends ChannelInboundHandlerAdapter {
  private final ConnectionCounters counters;

  HandshakeWatch(ConnectionCounters counters) {
    this.counters = counters;
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent done) {
      if (!done.isSuccess()) {
        counters.tlsFailed(reason(done.cause()));
      }
      ctx.pipeline().remove(this);
    }
    ctx.fireUserEventTriggered(event);
  }

  private static ConnectionCounters.TlsFailure reason(Throwable cause) {
    return switch (cause) {
      case SslHandshakeTimeoutException _ -> ConnectionCounters.TlsFailure.TIMEOUT;
      case ClosedChannelException _ -> ConnectionCounters.TlsFailure.CLOSED;
      default -> ConnectionCounters.TlsFailure.FAILED;
    };
  }

  /** Without the event: not even a first message came. */
  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    counters.tlsFailed(ConnectionCounters.TlsFailure.CLOSED);
    ctx.pipeline().remove(this);
    ctx.fireChannelInactive();
  }
}

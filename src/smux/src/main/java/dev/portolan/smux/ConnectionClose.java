package dev.portolan.smux;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Closes a session's connection once pending writes are flushed, or after a second. */
final class ConnectionClose {
  /** How long pending writes may take before the socket is closed regardless. */
  private static final long FLUSH_TIMEOUT_SECONDS = 1;

  private ConnectionClose() {}

  /** Call on the connection's event loop. */
  static void close(Channel connection) {
    if (!connection.isActive()) {
      connection.close();
      return;
    }
    Future<?> force =
        connection
            .eventLoop()
            .schedule(() -> closeForcibly(connection), FLUSH_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    connection.closeFuture().addListener(closed -> force.cancel(false));
    connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /**
   * Closes the socket directly, bypassing handlers (TLS) that would wait for the peer's
   * close_notify.
   */
  private static void closeForcibly(Channel connection) {
    ChannelHandlerContext first = connection.pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }
}

package dev.portolan.smux;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Closes a session's connection behind what was written to it, within a second. */
final class ConnectionClose {
  /** How long a connection that we close may go on writing. */
  private static final long PATIENCE_SECONDS = 1;

  private ConnectionClose() {}

  /** On the connection's event loop. */
  static void close(Channel connection) {
    if (!connection.isActive()) {
      connection.close();
      return;
    }
    Future<?> force =
        connection
            .eventLoop()
            .schedule(() -> closeForcibly(connection), PATIENCE_SECONDS, TimeUnit.SECONDS);
    connection.closeFuture().addListener(closed -> force.cancel(false));
    connection.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
  }

  /** Closes the socket itself, past handlers that wait to say goodbye to a peer that is gone. */
  private static void closeForcibly(Channel connection) {
    ChannelHandlerContext first = connection.pipeline().firstContext();
    if (first != null) {
      first.close();
    }
  }
}

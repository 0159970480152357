package dev.portolan.transport.link;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Draining connections after a GoAway, each kept until its streams have ended or a time limit. On
 * one event loop.
 */
final class LeavingClients {
  private static final long MOST_MINUTES = 5;

  private final EventExecutor loop;
  private final Set<EdgeClient> clients = new HashSet<>();

  LeavingClients(EventExecutor loop) {
    this.loop = loop;
  }

  /** Drains a connection, then closes it. */
  void add(EdgeClient client) {
    Future<?> limit = loop.schedule(client::close, MOST_MINUTES, TimeUnit.MINUTES);
    clients.add(client);
    client
        .session()
        .closeFuture()
        .addListener(
            closed -> {
              limit.cancel(false);
              EventLoops.onLoop(loop, () -> clients.remove(client));
            });
    client.closeWhenIdle();
  }

  /** Closes all at once. */
  void close() {
    List.copyOf(clients).forEach(EdgeClient::close);
  }
}

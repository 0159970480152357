package dev.portolan.app.cli;

import dev.portolan.app.fleet.Target;
import dev.portolan.app.task.Timer;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A device behind an edge, connected while a command runs there. For the run's owner thread. */
final class EdgeTarget implements Target {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final String id;
  private final String name;
  private final Endpoint endpoint;
  private final EdgeConnector connector;
  private final Timer timer;
  private final Executor owner;
  private @Nullable Future<EdgeClient> connecting;

  EdgeTarget(
      String id,
      String name,
      Endpoint endpoint,
      EdgeConnector connector,
      Timer timer,
      Executor owner) {
    this.id = id;
    this.name = name;
    this.endpoint = endpoint;
    this.connector = connector;
    this.timer = timer;
    this.owner = owner;
  }

  String id() {
    return id;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public CompletionStage<? extends StreamOpener> open() {
    Future<EdgeClient> future =
        connector.connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE);
    connecting = future;
    CompletableFuture<EdgeClient> opened = new CompletableFuture<>();
    future.addListener(
        done -> {
          if (done.isSuccess()) {
            opened.complete(future.getNow());
          } else {
            opened.completeExceptionally(done.cause());
          }
        });
    return opened;
  }

  @Override
  public void close() {
    Future<EdgeClient> present = connecting;
    connecting = null;
    if (present != null && !present.cancel(false) && present.isSuccess()) {
      present.getNow().close();
    }
  }

  @Override
  public Runnable watch(Runnable back) {
    close();
    return timer.every(RETRY, () -> owner.execute(back))::cancel;
  }
}

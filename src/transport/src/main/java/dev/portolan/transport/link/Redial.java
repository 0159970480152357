package dev.portolan.transport.link;

import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.Retry;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection attempts of a link or a device: at most one is in progress and at most one is
 * scheduled. Confined to one event loop.
 */
public final class Redial {
  private final EventExecutor loop;
  private final RedialPace pace;
  private @Nullable Future<EdgeClient> underWay;
  private @Nullable Future<?> planned;
  private boolean stopped;

  /** Without an attempt yet. */
  public Redial(EventExecutor loop, RedialBackoff backoff) {
    this.loop = loop;
    this.pace = new RedialPace(backoff, loop.ticker());
  }

  /**
   * Starts an attempt. A connection that is established after {@link #stop} is closed silently.
   *
   * @param dial starts to connect
   * @param connected receives the connection, on the loop
   * @param failed receives the failure, on the loop
   */
  public void begin(
      Supplier<Future<EdgeClient>> dial,
      Consumer<EdgeClient> connected,
      Consumer<Throwable> failed) {
    pace.begins();
    Future<EdgeClient> dialling = dial.get();
    underWay = dialling;
    if (stopped) {
      dialling.cancel(false);
    }
    dialling.addListener(done -> EventLoops.onLoop(loop, () -> ended(dialling, connected, failed)));
  }

  private void ended(
      Future<EdgeClient> dialling, Consumer<EdgeClient> connected, Consumer<Throwable> failed) {
    underWay = null;
    if (!dialling.isSuccess()) {
      if (!stopped) {
        failed.accept(dialling.cause());
      }
    } else if (stopped) {
      dialling.getNow().close();
    } else {
      pace.connected();
      connected.accept(dialling.getNow());
    }
  }

  /** The attempts since the last healthy connection. */
  public int attempts() {
    return pace.attempts();
  }

  /**
   * Schedules the next attempt after a failure or a lost connection.
   *
   * @param begin starts it
   * @return the delay
   */
  public Duration retry(Retry failure, Runnable begin) {
    Duration delay = pace.next(failure);
    plan(delay, begin);
    return delay;
  }

  /** Schedules the next attempt in place of one that is scheduled already. */
  public void plan(Duration delay, Runnable begin) {
    forget();
    planned =
        loop.schedule(
            () -> {
              planned = null;
              begin.run();
            },
            delay.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  /** Whether an attempt is in progress. */
  public boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether an attempt is scheduled. */
  public boolean isPlanned() {
    return planned != null;
  }

  /** Cancels the scheduled attempt. */
  public void forget() {
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
  }

  /**
   * Stops for good.
   *
   * @return the attempt in progress, for the caller to cancel, or null
   */
  public @Nullable Future<?> stop() {
    stopped = true;
    forget();
    return underWay;
  }
}

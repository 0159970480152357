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
 * Makes one connection to an edge after the other: one at most is under way, and one at most is
 * planned. Whether there is to be another is up to its owner, a client's link or a device. On one
 * event loop only.
 */
public final class Redial {
  private final EventExecutor loop;
  private final RedialPace pace;
  private @Nullable Future<EdgeClient> underWay;
  private @Nullable Future<?> planned;
  private boolean stopped;

  /** Nothing is under way yet. */
  public Redial(EventExecutor loop, RedialBackoff backoff) {
    this.loop = loop;
    this.pace = new RedialPace(backoff, loop.ticker());
  }

  /**
   * Makes a connection. If that comes after {@link #stop}, it is closed, and nobody hears of it.
   *
   * @param dial begins to connect
   * @param connected hears of it on the loop
   * @param failed hears on the loop why there is none
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

  /** How many connections were begun since one was healthy. */
  public int attempts() {
    return pace.attempts();
  }

  /**
   * Plans the next connection after one that failed or was lost.
   *
   * @param begin begins it
   * @return how long from now
   */
  public Duration retry(Retry why, Runnable begin) {
    Duration delay = pace.next(why);
    plan(delay, begin);
    return delay;
  }

  /** Runs a task later that begins the next connection, instead of one that is planned. */
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

  /** Whether a connection is being made. */
  public boolean isUnderWay() {
    return underWay != null;
  }

  /** Whether one is planned. */
  public boolean isPlanned() {
    return planned != null;
  }

  /** Forgets the one that is planned. */
  public void forget() {
    if (planned != null) {
      planned.cancel(false);
      planned = null;
    }
  }

  /**
   * Makes no connection any more.
   *
   * @return what is under way, to be cancelled; null if nothing is
   */
  public @Nullable Future<?> stop() {
    stopped = true;
    forget();
    return underWay;
  }
}

package dev.portolan.transport.link;

import dev.portolan.transport.problem.Retry;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Counts attempts, and says by what came of them how long to wait before the next. On one event
 * loop only.
 *
 * <p>Failures of another kind begin a new count: an edge that answers again is not far any more,
 * however long it was away. While nothing answers, the time that an attempt took counts as waiting:
 * else an edge that is back while the attempt runs out would be found late.
 */
final class RedialPace {
  private final RedialBackoff backoff;
  private final Ticker ticker;
  private int attempts;
  private int failures;
  private @Nullable Retry awaited;
  private boolean connected;

  /** When the attempt began, or when it became a connection. */
  private long since;

  RedialPace(RedialBackoff backoff, Ticker ticker) {
    this.backoff = backoff;
    this.ticker = ticker;
  }

  void begins() {
    attempts++;
    connected = false;
    since = ticker.nanoTime();
  }

  void connected() {
    connected = true;
    since = ticker.nanoTime();
  }

  /** How many were begun since a connection was healthy. */
  int attempts() {
    return attempts;
  }

  /** How long to wait after an attempt has failed or a connection was lost. */
  Duration next(Retry why) {
    Duration spent = Duration.ofNanos(ticker.nanoTime() - since);
    if (connected && spent.compareTo(backoff.healthyAfter()) >= 0) {
      attempts = 0;
      failures = 0;
    }
    if (why != awaited) {
      awaited = why;
      failures = 0;
    }
    failures++;
    Backoff waits = backoff.of(why);
    Duration wait = waits.delay(failures);
    if (connected || why != Retry.UNREACHED) {
      connected = false;
      return wait;
    }
    Duration pause = waits.pause();
    Duration left = wait.minus(spent);
    return left.compareTo(pause) < 0 ? pause : left;
  }
}

package dev.portolan.transport.link;

import dev.portolan.transport.problem.Retry;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Computes the delay before the next connection attempt. Confined to one event loop.
 *
 * <p>A failure of another kind resets the back-off: an edge that answers again will soon accept
 * connections, however long it was away. While no edge is reached, the duration of an attempt
 * counts towards the delay; otherwise an edge that is back during a connect timeout would be
 * reached late.
 */
final class RedialPace {
  private final RedialBackoff backoff;
  private final Ticker ticker;
  private int attempts;
  private int failures;
  private @Nullable Retry last;
  private boolean connected;

  /** The start of the attempt, or of the connection. */
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

  /** The attempts since the last healthy connection. */
  int attempts() {
    return attempts;
  }

  /** The delay after an attempt has failed or a connection was lost. */
  Duration next(Retry failure) {
    Duration spent = Duration.ofNanos(ticker.nanoTime() - since);
    if (connected && spent.compareTo(backoff.healthyAfter()) >= 0) {
      attempts = 0;
      failures = 0;
    }
    if (failure != last) {
      last = failure;
      failures = 0;
    }
    failures++;
    Backoff waits =
        connected && failure == Retry.UNREACHED ? backoff.lost() : backoff.after(failure);
    Duration wait = waits.delay(failures);
    if (connected || failure != Retry.UNREACHED) {
      connected = false;
      return wait;
    }
    Duration pause = waits.pause();
    Duration left = wait.minus(spent);
    return left.compareTo(pause) < 0 ? pause : left;
  }
}

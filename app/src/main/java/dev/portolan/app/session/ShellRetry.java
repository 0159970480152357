package dev.portolan.app.session;

import dev.portolan.app.task.Timer;
import dev.portolan.transport.link.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** When a shell is asked for again: later after each failure. Its owner sees to one at a time. */
final class ShellRetry {
  private final Timer timer;
  private final Backoff backoff;
  private final Runnable again;
  private Timer.@Nullable Scheduled pending;
  private int attempt;

  ShellRetry(Timer timer, Backoff backoff, Runnable again) {
    this.timer = timer;
    this.backoff = backoff;
    this.again = again;
  }

  /** Which attempt comes next, from 1. */
  int next() {
    return attempt + 1;
  }

  /** An attempt is made; returns which it is, from 1. */
  int count() {
    return ++attempt;
  }

  /** Begins to count anew. */
  void reset() {
    attempt = 0;
  }

  /** A shell was there for so long. */
  void held(Duration time) {
    if (time.compareTo(backoff.healthyAfter()) >= 0) {
      attempt = 0;
    }
  }

  /** Asks again after a while, and says after which. */
  Duration later() {
    Duration wait = backoff.delay(next());
    cancel();
    pending = timer.after(wait, again);
    return wait;
  }

  /** Does not ask by itself any more. */
  void cancel() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }
}

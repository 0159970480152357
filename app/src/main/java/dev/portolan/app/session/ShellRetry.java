package dev.portolan.app.session;

import dev.portolan.app.task.Timer;
import dev.portolan.transport.link.Backoff;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The retries of a shell, with back-off. Externally synchronised. */
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

  /** The number of the next attempt, from 1. */
  int next() {
    return attempt + 1;
  }

  /** Counts an attempt. Returns its number, from 1. */
  int count() {
    return ++attempt;
  }

  /** Resets the count. */
  void reset() {
    attempt = 0;
  }

  /** Records how long a shell has lasted. */
  void held(Duration time) {
    if (time.compareTo(backoff.healthyAfter()) >= 0) {
      attempt = 0;
    }
  }

  /** Schedules a retry and returns its delay. */
  Duration later() {
    Duration wait = backoff.delay(next());
    cancel();
    pending = timer.after(wait, again);
    return wait;
  }

  /** Cancels the scheduled retry. */
  void cancel() {
    if (pending != null) {
      pending.cancel();
      pending = null;
    }
  }
}

package dev.portolan.platform;

import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** The request that a call of several requests waits for, so that cancelling the call ends it. */
final class Flight {
  private @Nullable Future<?> current;
  private boolean cancelled;

  /** Takes the place of the previous request; ends it at once if the call is cancelled. */
  void track(Future<?> request) {
    synchronized (this) {
      if (!cancelled) {
        current = request;
        return;
      }
    }
    request.cancel(true);
  }

  void cancel() {
    Future<?> ended;
    synchronized (this) {
      cancelled = true;
      ended = current;
    }
    if (ended != null) {
      ended.cancel(true);
    }
  }
}

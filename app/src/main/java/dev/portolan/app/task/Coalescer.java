package dev.portolan.app.task;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Coalesces requests from any thread into few runs of one action on an executor. */
public final class Coalescer {
  private final Executor executor;
  private final Runnable action;
  private final AtomicBoolean asked = new AtomicBoolean();

  public Coalescer(Executor executor, Runnable action) {
    this.executor = executor;
    this.action = action;
  }

  /** Requests a run after this call. Requests made before it starts share it. */
  public void request() {
    if (asked.compareAndSet(false, true)) {
      executor.execute(
          () -> {
            asked.set(false);
            action.run();
          });
    }
  }
}

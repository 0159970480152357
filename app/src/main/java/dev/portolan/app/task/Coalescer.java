package dev.portolan.app.task;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/** Turns many requests, from any thread, into few runs of one action on an executor. */
public final class Coalescer {
  private final Executor executor;
  private final Runnable action;
  private final AtomicBoolean asked = new AtomicBoolean();

  public Coalescer(Executor executor, Runnable action) {
    this.executor = executor;
    this.action = action;
  }

  /**
   * The action runs at least once after this call; requests made before it starts share that run.
   */
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

package dev.portolan.interop.path;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for futures and conditions with a time limit. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);

  private Waiting() {}

  /** The result of a future. Rethrows its cause. */
  static <T> T result(Future<T> future) throws Exception {
    if (!future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("nothing came of " + future);
    }
    if (future.cause() instanceof Exception failure) {
      throw failure;
    }
    return future.getNow();
  }

  /** Waits for a future without a result. */
  static void done(Future<?> future) {
    try {
      if (future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS) && future.isSuccess()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError("no orderly end: " + future, future.cause());
  }

  /** Polls a condition that has no event. */
  static void until(String what, BooleanSupplier holds) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("not " + what + " in " + PATIENCE);
      }
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }
}

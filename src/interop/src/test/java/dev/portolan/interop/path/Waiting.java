package dev.portolan.interop.path;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits, for a bounded time, for what the engine promises. */
final class Waiting {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LOOK = Duration.ofMillis(5);

  private Waiting() {}

  /** The result of a future; its cause is thrown as it is. */
  static <T> T result(Future<T> future) throws Exception {
    if (!future.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("nothing came of " + future);
    }
    if (future.cause() instanceof Exception failure) {
      throw failure;
    }
    return future.getNow();
  }

  /** Waits for an end that brings nothing. */
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

  /** Looks until it is so; for what tells nobody when it changes. */
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

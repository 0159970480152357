package dev.portolan.transport.testing;

import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what must happen, and not for ever. */
public final class Futures {
  private static final long SECONDS = 30;

  private Futures() {}

  /** The result of a future that must succeed. */
  public static <T> T get(Future<T> future) {
    await(future);
    if (!future.isSuccess()) {
      throw new AssertionError("failed", future.cause());
    }
    return future.getNow();
  }

  /** The cause of a future that must fail. */
  public static Throwable cause(Future<?> future) {
    await(future);
    Throwable cause = future.cause();
    if (cause == null) {
      throw new AssertionError("succeeded with " + future.getNow());
    }
    return cause;
  }

  public static void await(Future<?> future) {
    if (!future.awaitUninterruptibly(SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("not done in time");
    }
  }

  /** Waits until something holds that no event tells of. */
  public static void until(BooleanSupplier condition) {
    if (!holdsWithin(Duration.ofSeconds(SECONDS), condition)) {
      throw new AssertionError("did not come about in time");
    }
  }

  /** Waits until something holds that no event tells of; false if it did not come about. */
  static boolean holdsWithin(Duration time, BooleanSupplier condition) {
    long end = System.nanoTime() + time.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end) {
        return false;
      }
      LockSupport.parkNanos(500_000);
    }
    return true;
  }
}

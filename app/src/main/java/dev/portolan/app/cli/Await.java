package dev.portolan.app.cli;

import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;

/** Blocking waits for the engine's futures. */
final class Await {
  private Await() {}

  /** The future's value, or its failure as a {@link Failure}. */
  static <T> T result(Future<T> future) throws Failure, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Failure.of(e);
    }
  }
}

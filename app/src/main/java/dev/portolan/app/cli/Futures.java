package dev.portolan.app.cli;

import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;

/** Blocking waits for the engine's futures. */
final class Futures {
  private Futures() {}

  /** The future's value, or its failure as a {@link Failure}. */
  static <T> T await(Future<T> future) throws Failure, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Failure.of(e);
    }
  }
}

package dev.portolan.app.cli;

import io.netty.util.concurrent.Future;
import java.util.concurrent.ExecutionException;

/** Waits for the engine, on threads that may wait. */
final class Futures {
  private Futures() {}

  /** The future's value; its failure as a sentence. */
  static <T> T await(Future<T> future) throws Failure, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw Failure.of(e);
    }
  }
}

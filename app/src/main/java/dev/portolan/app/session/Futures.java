package dev.portolan.app.session;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Converts futures of the engine to those of the JDK. */
final class Futures {
  private Futures() {}

  static <T> CompletableFuture<T> of(Future<T> future) {
    CompletableFuture<T> result = new CompletableFuture<>();
    future.addListener(
        done -> {
          if (future.isSuccess()) {
            result.complete(future.getNow());
          } else {
            result.completeExceptionally(future.cause());
          }
        });
    return result;
  }

  /** The original cause of a failed stage. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}

package dev.portolan.app.session;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** From the engine's futures to the JDK's. */
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

  /** What a chain of stages failed with in the first place. */
  static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}

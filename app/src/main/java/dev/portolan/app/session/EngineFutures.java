package dev.portolan.app.session;

import io.netty.util.concurrent.Future;
import java.util.concurrent.CompletableFuture;

/** Converts futures of the engine to those of the JDK. */
final class EngineFutures {
  private EngineFutures() {}

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
}

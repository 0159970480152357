package dev.portolan.app.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** How a command that serves until it is stopped comes to its end. The first reason counts. */
final class Ending {
  private final CompletableFuture<ExitCode> reason = new CompletableFuture<>();

  /** One that Ctrl+C brings about. */
  Ending(Stop stop) {
    stop.whenAsked(() -> reason.complete(ExitCode.OK));
  }

  /** Ends the command with this failure. Any thread. */
  void failed(Throwable cause) {
    reason.completeExceptionally(cause);
  }

  /** Runs the action at the end, on the thread that brings it about. */
  void whenOver(Runnable action) {
    reason.whenComplete((_, _) -> action.run());
  }

  /** Waits for the end. */
  int await() throws Failure, InterruptedException {
    try {
      return reason.get().number();
    } catch (ExecutionException e) {
      throw Failure.of(e);
    }
  }
}

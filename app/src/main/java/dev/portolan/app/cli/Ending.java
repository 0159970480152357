package dev.portolan.app.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The end of a long-running command. Only the first reason counts. */
final class Ending {
  private final CompletableFuture<ExitCode> reason = new CompletableFuture<>();

  /** An ending that Ctrl+C triggers. */
  Ending(Stop stop) {
    stop.whenAsked(() -> reason.complete(ExitCode.OK));
  }

  /** Ends the command with a failure. Any thread. */
  void failed(Throwable cause) {
    reason.completeExceptionally(cause);
  }

  /** Runs the action at the end, on the triggering thread. */
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

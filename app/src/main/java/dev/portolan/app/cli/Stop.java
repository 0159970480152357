package dev.portolan.app.cli;

import dev.portolan.app.cli.terminal.Signals;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The request that the process end: made once, by Ctrl+C, by a signal or by a test. */
public final class Stop {
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final List<String> signals;

  private Stop(List<String> signals) {
    this.signals = signals;
  }

  /** One that only {@link #ask} makes. */
  public static Stop byCall() {
    return new Stop(List.of());
  }

  /**
   * One that Ctrl+C, a hang-up and a request to terminate make too, as soon as somebody listens.
   */
  static Stop bySignal() {
    return new Stop(List.of("INT", "TERM", "HUP"));
  }

  /** Asks the running command to end. */
  public void ask() {
    asked.complete(null);
  }

  /**
   * Runs the action when the end is asked for, on the thread that asks; at once if that was before.
   */
  void whenAsked(Runnable action) {
    signals.forEach(signal -> Signals.handle(signal, this::ask));
    asked.thenRun(action);
  }
}

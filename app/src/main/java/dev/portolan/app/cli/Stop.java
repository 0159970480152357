package dev.portolan.app.cli;

import dev.portolan.app.cli.terminal.Signals;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The request to stop the process, by Ctrl+C, a signal or a test. */
public final class Stop {
  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final List<String> signals;

  private Stop(List<String> signals) {
    this.signals = signals;
  }

  /** A request made by {@link #ask} only. */
  public static Stop byCall() {
    return new Stop(List.of());
  }

  /** A request also made by SIGINT, SIGHUP and SIGTERM, once there is a listener. */
  static Stop bySignal() {
    return new Stop(List.of("INT", "TERM", "HUP"));
  }

  /** Requests the stop. */
  public void ask() {
    asked.complete(null);
  }

  /** Runs the action at the request, on the requesting thread, or now if it was made before. */
  void whenAsked(Runnable action) {
    signals.forEach(signal -> Signals.handle(signal, this::ask));
    asked.thenRun(action);
  }
}

package dev.portolan.app.cli;

import dev.portolan.app.cli.terminal.Signals;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The request to stop the process, by Ctrl+C, a signal or a test. */
public final class Stop {
  private static final String HANG_UP = "HUP";

  private final CompletableFuture<Void> asked = new CompletableFuture<>();
  private final CompletableFuture<Void> askedAgain = new CompletableFuture<>();
  private volatile Runnable hangUp = this::ask;
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
    return new Stop(List.of("INT", "TERM", HANG_UP));
  }

  /** Requests the stop; a second time, without waiting. */
  public void ask() {
    if (!asked.complete(null)) {
      askedAgain.complete(null);
    }
  }

  /** What a hang-up does: it asks to end, unless the command has another use for it. */
  void hangUp() {
    hangUp.run();
  }

  /** Has the action run at each hang-up, on its thread, instead of ending. */
  void onHangUp(Runnable action) {
    hangUp = action;
  }

  /** Runs the action at the request, on the requesting thread, or now if it was made before. */
  void whenAsked(Runnable action) {
    signals.forEach(
        signal -> Signals.handle(signal, signal.equals(HANG_UP) ? this::hangUp : this::ask));
    asked.thenRun(action);
  }

  /** The same when the end is asked for a second time, by somebody who will not wait. */
  void whenAskedAgain(Runnable action) {
    askedAgain.thenRun(action);
  }
}

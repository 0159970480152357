package dev.portolan.app.terminal;

import java.util.function.LongSupplier;

/**
 * Synchronized output (DEC mode 2026): painting is suspended until the program has finished
 * drawing, for at most {@link TerminalLimits#SYNCHRONIZED_OUTPUT_NANOS}.
 */
final class SynchronizedOutput {
  private final LongSupplier nanoTime;
  private volatile long since;
  private volatile boolean on;

  SynchronizedOutput(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void set(boolean wanted) {
    since = nanoTime.getAsLong();
    on = wanted;
  }

  boolean isOn() {
    return on && nanoTime.getAsLong() - since < TerminalLimits.SYNCHRONIZED_OUTPUT_NANOS;
  }
}

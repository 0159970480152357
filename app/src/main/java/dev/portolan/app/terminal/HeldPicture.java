package dev.portolan.app.terminal;

import java.util.function.LongSupplier;

/**
 * Whether a program is in the middle of drawing and nothing shall be shown; ends by itself soon.
 */
final class HeldPicture {
  private final LongSupplier nanoTime;
  private volatile long since;
  private volatile boolean held;

  HeldPicture(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  void set(boolean hold) {
    since = nanoTime.getAsLong();
    held = hold;
  }

  boolean isHeld() {
    return held && nanoTime.getAsLong() - since < TerminalLimits.HELD_PICTURE_NANOS;
  }
}

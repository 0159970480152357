package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.ArrayTerminalDataStream;
import com.techsenger.jeditermfx.core.Terminal;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import java.io.IOException;

/**
 * Runs JediTerm's emulator on one buffer at a time. Its exceptions are caught, so that the rest of
 * the text still appears. Not thread-safe.
 */
final class BoundedEmulator {
  /** A limit against an emulator that does not advance. */
  private static final int STEPS_WITHOUT_PROGRESS = 2;

  private final Buffer buffer = new Buffer();
  private final JediEmulator emulator;
  private final Faults faults;

  BoundedEmulator(Terminal terminal, Faults faults) {
    this.emulator = new JediEmulator(buffer, terminal);
    this.faults = faults;
  }

  /** Processes a buffer of complete sequences. */
  void run(char[] chars, int length) {
    buffer.set(chars, length);
    int stuck = 0;
    while (!buffer.isEmpty()) {
      int before = buffer.left();
      step();
      stuck = buffer.left() < before ? 0 : stuck + 1;
      if (stuck > STEPS_WITHOUT_PROGRESS) {
        buffer.skip();
      }
    }
  }

  private void step() {
    try {
      emulator.next();
    } catch (IOException | RuntimeException | AssertionError fault) {
      faults.note(fault);
    }
  }

  /** A stream over a buffer that is set again and again. */
  private static final class Buffer extends ArrayTerminalDataStream {
    Buffer() {
      super(new char[0]);
    }

    void set(char[] chars, int length) {
      myBuf = chars;
      myOffset = 0;
      myLength = length;
    }

    int left() {
      return myLength;
    }

    void skip() {
      myOffset++;
      myLength--;
    }
  }
}

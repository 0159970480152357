package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.ArrayTerminalDataStream;
import com.techsenger.jeditermfx.core.Terminal;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * JediTerm's emulator run over one buffer at a time. Whatever it throws ends here: the rest of the
 * text still appears. Used by one thread at a time.
 */
final class BoundedEmulator {
  private static final Logger LOG = LoggerFactory.getLogger(BoundedEmulator.class);

  private final Buffer buffer = new Buffer();
  private final JediEmulator emulator;
  private boolean faultLogged;

  BoundedEmulator(Terminal terminal) {
    emulator = new JediEmulator(buffer, terminal);
  }

  /** Runs over whole sequences only, so that the emulator never waits in the middle of one. */
  void run(char[] chars, int length) {
    buffer.set(chars, length);
    int stuck = 0;
    while (!buffer.isEmpty()) {
      int before = buffer.left();
      step();
      stuck = buffer.left() < before ? 0 : stuck + 1;
      if (stuck > 2) {
        buffer.skip();
      }
    }
  }

  private void step() {
    try {
      emulator.next();
    } catch (IOException | RuntimeException | AssertionError fault) {
      logOnce(fault);
    }
  }

  /** Only what kind of fault, never its message: that may quote the far side. */
  private void logOnce(Throwable fault) {
    if (!faultLogged) {
      faultLogged = true;
      StackTraceElement[] trace = fault.getStackTrace();
      LOG.warn(
          "The terminal emulator failed with {} at {}; it goes on",
          fault.getClass().getName(),
          trace.length == 0 ? "an unknown place" : trace[0]);
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

package dev.portolan.app.terminal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs exceptions inside a terminal, once each and without text of the far side. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private boolean logged;

  /** Whether there was any exception. */
  boolean any() {
    return logged;
  }

  /** Logs type and location, but not the message, which may quote the far side. */
  void note(Throwable fault) {
    if (!logged) {
      logged = true;
      StackTraceElement[] trace = fault.getStackTrace();
      LOG.warn(
          "The terminal emulator failed with {} at {}; it goes on",
          fault.getClass().getName(),
          trace.length == 0 ? "an unknown place" : trace[0]);
    }
  }
}

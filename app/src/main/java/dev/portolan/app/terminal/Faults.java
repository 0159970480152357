package dev.portolan.app.terminal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What goes wrong inside a terminal is logged once, and never in the far side's words. */
final class Faults {
  private static final Logger LOG = LoggerFactory.getLogger(Faults.class);

  private boolean logged;

  /** Whether anything has gone wrong. */
  boolean any() {
    return logged;
  }

  /** Says what kind of fault and where, not its message: that may quote the far side. */
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

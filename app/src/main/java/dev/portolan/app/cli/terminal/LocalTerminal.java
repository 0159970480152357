package dev.portolan.app.cli.terminal;

import java.util.Locale;
import java.util.Optional;

/** The terminal of this process, if any. Thread-safe. */
public interface LocalTerminal {
  /** The terminal of this process, or a dummy if its standard streams are files or pipes. */
  static LocalTerminal ofProcess() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? new WindowsConsole() : new PosixTerminal();
  }

  /** The size in characters; empty if no standard stream is a terminal. */
  Optional<Size> size();

  /** Whether standard input is a terminal. */
  boolean isTypedIn();

  /** Whether standard error is a terminal. */
  boolean showsMessages();

  /**
   * Sets raw mode: keys are delivered unprocessed without echo, and output is not processed.
   *
   * @return restores the previous mode; idempotent
   * @throws IllegalStateException if raw mode cannot be set, or input is not a terminal
   */
  Raw raw();

  /** Runs the action after each resize, on some thread. */
  void onResize(Runnable action);

  /**
   * A size in characters.
   *
   * @param cols characters in a line
   * @param rows lines
   */
  record Size(int cols, int rows) {}

  /** A terminal in raw mode. */
  interface Raw extends AutoCloseable {
    /** Restores the previous mode. */
    @Override
    void close();
  }
}

package dev.portolan.app.cli.terminal;

import java.util.Locale;
import java.util.Optional;

/** The terminal, if any, that this process was started in. Any thread. */
public interface LocalTerminal {
  /** That of this process; one that is none if its standard streams are files or pipes. */
  static LocalTerminal ofProcess() {
    boolean windows =
        System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? new WindowsConsole() : new PosixTerminal();
  }

  /** The size in characters; empty if no standard stream is a terminal. */
  Optional<Size> size();

  /** Whether the program's input is typed here, rather than read from a file or pipe. */
  boolean isTypedIn();

  /**
   * Hands every key to this process as it is typed, unchanged and not shown, and shows output
   * unchanged.
   *
   * @return puts the terminal back as it was, however often it is called
   * @throws IllegalStateException if the terminal refuses, or input is not typed
   */
  Raw raw();

  /** Has the action run after each change of size, on a thread of this class's choice. */
  void onResize(Runnable action);

  /**
   * How much a terminal shows.
   *
   * @param cols characters in a line
   * @param rows lines
   */
  record Size(int cols, int rows) {}

  /** A terminal in raw mode. */
  interface Raw extends AutoCloseable {
    /** Puts the terminal back as it was. */
    @Override
    void close();
  }
}

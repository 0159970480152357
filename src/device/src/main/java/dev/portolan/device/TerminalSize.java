package dev.portolan.device;

/** Limits a requested terminal size to a sane range. */
final class TerminalSize {

  private static final int MAX = 1_000;

  private TerminalSize() {}

  /** Columns, by default 80. */
  static int cols(int requested) {
    return requested <= 0 ? 80 : Math.min(requested, MAX);
  }

  /** Rows, by default 24. */
  static int rows(int requested) {
    return requested <= 0 ? 24 : Math.min(requested, MAX);
  }
}

package dev.portolan.device;

/** Brings a requested terminal size into the range that programs cope with. */
final class TerminalSize {

  private static final int MAX = 1_000;

  private TerminalSize() {}

  /** Columns, 80 where none were asked for. */
  static int cols(int requested) {
    return requested <= 0 ? 80 : Math.min(requested, MAX);
  }

  /** Rows, 24 where none were asked for. */
  static int rows(int requested) {
    return requested <= 0 ? 24 : Math.min(requested, MAX);
  }
}

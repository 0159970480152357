package dev.portolan.app.terminal;

import java.util.BitSet;

/** The tab stops, by default every eight columns. */
final class TabStops {
  private static final int USUAL = 8;

  private final BitSet stops = new BitSet();

  TabStops() {
    reset();
  }

  void reset() {
    stops.clear();
    for (int column = USUAL; column < TerminalLimits.SCREEN_SIDE; column += USUAL) {
      stops.set(column);
    }
  }

  void set(int column) {
    stops.set(column);
  }

  void clear(int column) {
    stops.clear(column);
  }

  void clearAll() {
    stops.clear();
  }

  /** The next stop after {@code column}, or the last column. */
  int after(int column, int columns) {
    int stop = stops.nextSetBit(column + 1);
    return stop < 0 ? columns - 1 : Math.min(stop, columns - 1);
  }

  /** The last stop before {@code column}, or the first column. */
  int before(int column) {
    return column == 0 ? 0 : Math.max(0, stops.previousSetBit(column - 1));
  }
}

package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.Arrays;

/** One row of cells with their styles. What lies behind its length is blank, all in one style. */
final class Row {
  private static final int[] NO_CELLS = {};
  private static final TextStyle[] NO_STYLES = {};
  private static final int ROW_BYTES = 80;
  private static final int CELL_BYTES = 8;

  /** A style that is new in the row may be one of its own. */
  private static final int STYLE_BYTES = 160;

  private int[] cells = NO_CELLS;
  private TextStyle[] styles = NO_STYLES;
  private int length;
  private TextStyle tail;
  private boolean wrapped;

  /** A blank row in one style; it takes memory only for what is written. */
  Row(TextStyle style) {
    tail = style;
  }

  /** How many cells were written. */
  int length() {
    return length;
  }

  /** The length without the blanks at the end, whatever their background. */
  int textLength() {
    int end = length;
    while (end > 0 && cells[end - 1] == Cells.BLANK) {
      end--;
    }
    return end;
  }

  /** Whether nothing is to be seen in it. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (cells[i] != Cells.BLANK || !styles[i].equals(TextStyle.EMPTY)) {
        return false;
      }
    }
    return tail.equals(TextStyle.EMPTY);
  }

  /** Whether the text goes on in the next row without an end of line between. */
  boolean isWrapped() {
    return wrapped;
  }

  void setWrapped(boolean goesOn) {
    wrapped = goesOn;
  }

  int cell(int column) {
    return column < length ? cells[column] : Cells.BLANK;
  }

  TextStyle style(int column) {
    return column < length ? styles[column] : tail;
  }

  void put(int column, int cell, TextStyle style) {
    lengthen(column + 1);
    cells[column] = cell;
    styles[column] = style;
  }

  /**
   * Makes the cells from {@code from} up to {@code to} blank; {@code style} is their background.
   */
  void erase(int from, int to, TextStyle style) {
    splitWide(from);
    splitWide(to);
    lengthen(to);
    Arrays.fill(cells, from, to, Cells.BLANK);
    Arrays.fill(styles, from, to, style);
  }

  /** Makes all cells from {@code from} on blank. */
  void eraseFrom(int from, TextStyle style) {
    splitWide(from);
    lengthen(from);
    length = from;
    tail = style;
  }

  /**
   * Moves what stands from {@code column} on to the right by {@code count}; what leaves a row of
   * {@code columns} is lost.
   */
  void insert(int column, int count, int columns, TextStyle style) {
    splitWide(column);
    int kept = Math.min(length, columns - count) - column;
    if (kept > 0) {
      splitWide(column + kept);
      lengthen(column + count + kept);
      System.arraycopy(cells, column, cells, column + count, kept);
      System.arraycopy(styles, column, styles, column + count, kept);
      length = column + count + kept;
      erase(column, column + count, style);
    } else if (column + count >= columns) {
      eraseFrom(column, style);
    } else {
      erase(column, column + count, style);
    }
  }

  /**
   * Takes {@code count} cells out from {@code column} on; blank ones come in from the right edge of
   * a row of {@code columns}.
   */
  void delete(int column, int count, int columns, TextStyle style) {
    splitWide(column);
    splitWide(column + count);
    lengthen(column + count);
    int kept = length - column - count;
    System.arraycopy(cells, column + count, cells, column, kept);
    System.arraycopy(styles, column + count, styles, column, kept);
    length = column + kept;
    if (!tail.equals(style)) {
      lengthen(columns - count);
      tail = style;
    }
  }

  /** Blanks both halves of a wide character that would be cut in two before {@code column}. */
  void splitWide(int column) {
    if (column > 0 && column < length && cells[column] == Cells.SECOND) {
      cells[column - 1] = Cells.BLANK;
      cells[column] = Cells.BLANK;
    }
  }

  private void lengthen(int needed) {
    if (needed <= length) {
      return;
    }
    if (needed > cells.length) {
      int capacity = Math.max(needed, Math.min(2 * cells.length, TerminalLimits.SCREEN_SIDE));
      cells = Arrays.copyOf(cells, capacity);
      styles = Arrays.copyOf(styles, capacity);
    }
    Arrays.fill(cells, length, needed, Cells.BLANK);
    Arrays.fill(styles, length, needed, tail);
    length = needed;
  }

  /** Shortens the row to {@code columns}. */
  void crop(int columns) {
    splitWide(columns);
    length = Math.min(length, columns);
  }

  /** Gives back memory that nothing was written to. */
  void pack() {
    if (cells.length > length) {
      cells = Arrays.copyOf(cells, length);
      styles = Arrays.copyOf(styles, length);
    }
  }

  /** How much memory it takes, roughly. */
  long bytes() {
    long bytes = ROW_BYTES + (long) CELL_BYTES * cells.length;
    TextStyle before = TextStyle.EMPTY;
    for (int i = 0; i < length; i++) {
      if (!styles[i].equals(before)) {
        before = styles[i];
        bytes += STYLE_BYTES;
      }
    }
    return bytes;
  }

  /** Adds {@code count} cells of another row from {@code from} on behind this one's. */
  void append(Row other, int from, int count) {
    int start = length;
    lengthen(length + count);
    System.arraycopy(other.cells, from, cells, start, count);
    System.arraycopy(other.styles, from, styles, start, count);
  }

  /** Takes over the style behind the text of another row. */
  void endAs(Row other) {
    tail = other.tail;
  }
}

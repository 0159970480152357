package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.Arrays;

/** One row of cells with their styles. What lies behind its length is blank and unstyled. */
final class Row {
  private static final int[] NO_CELLS = {};
  private static final TextStyle[] NO_STYLES = {};

  private int[] cells;
  private TextStyle[] styles;
  private int length;
  private boolean wrapped;

  /** A blank row; it takes memory only for what is written. */
  Row() {
    this(NO_CELLS, NO_STYLES, 0, false);
  }

  private Row(int[] cells, TextStyle[] styles, int length, boolean wrapped) {
    this.cells = cells;
    this.styles = styles;
    this.length = length;
    this.wrapped = wrapped;
  }

  /** How many cells were written. */
  int length() {
    return length;
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
    return column < length ? styles[column] : TextStyle.EMPTY;
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
    boolean unstyled = style.equals(TextStyle.EMPTY);
    if (unstyled && to >= length) {
      length = Math.min(length, from);
      return;
    }
    lengthen(to);
    Arrays.fill(cells, from, to, Cells.BLANK);
    Arrays.fill(styles, from, to, style);
  }

  /**
   * Moves what stands from {@code column} on to the right by {@code count}; what leaves the row is
   * lost.
   */
  void insert(int column, int count, int columns, TextStyle style) {
    splitWide(column);
    int kept = Math.min(length, columns - count) - column;
    if (kept > 0) {
      lengthen(column + count + kept);
      System.arraycopy(cells, column, cells, column + count, kept);
      System.arraycopy(styles, column, styles, column + count, kept);
      length = column + count + kept;
    }
    splitWide(length);
    erase(column, Math.min(columns, column + count), style);
  }

  /**
   * Takes {@code count} cells out from {@code column} on; blank ones come in from the right edge.
   */
  void delete(int column, int count, int columns, TextStyle style) {
    splitWide(column);
    splitWide(column + count);
    int kept = length - column - count;
    if (kept > 0) {
      System.arraycopy(cells, column + count, cells, column, kept);
      System.arraycopy(styles, column + count, styles, column, kept);
    }
    length = Math.min(length, column + Math.max(0, kept));
    erase(Math.max(column, columns - count), columns, style);
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
    Arrays.fill(styles, length, needed, TextStyle.EMPTY);
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
    return true;
  }

  /** How much memory it takes, roughly; a style that is new in the row may be one of its own. */
  long bytes() {
    long bytes = 64 + 8L * length;
    TextStyle before = TextStyle.EMPTY;
    for (int i = 0; i < length; i++) {
      if (!styles[i].equals(before)) {
        before = styles[i];
        bytes += 160;
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
}

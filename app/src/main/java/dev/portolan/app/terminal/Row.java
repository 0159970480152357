package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A row of cells with styles. Cells behind its length are blank in one style. */
final class Row {
  private static final int[] NO_CELLS = {};
  private static final TextStyle[] NO_STYLES = {};

  private int[] cells = NO_CELLS;
  private TextStyle[] styles = NO_STYLES;

  /** The text of cells with {@link Cells#CLUSTER}, null without any. */
  private @Nullable String @Nullable [] clusters;

  private int length;
  private TextStyle tail;
  private boolean wrapped;

  private RowMarks marks = RowMarks.NONE;

  /** A blank row, which allocates memory only for written cells. */
  Row(TextStyle style) {
    tail = style;
  }

  /** A blank row with memory for {@code capacity} cells. */
  Row(TextStyle style, int capacity) {
    tail = style;
    cells = new int[capacity];
    styles = new TextStyle[capacity];
  }

  /** Resets the row for reuse. */
  void renew(TextStyle style) {
    length = 0;
    tail = style;
    clusters = null;
    wrapped = false;
    marks = RowMarks.NONE;
  }

  /** The number of written cells. */
  int length() {
    return length;
  }

  /** The length without trailing blanks, regardless of their background. */
  int textLength() {
    int end = length;
    while (end > 0 && cells[end - 1] == Cells.BLANK) {
      end--;
    }
    return end;
  }

  /** Whether nothing is visible in it. */
  boolean isBlank() {
    for (int i = 0; i < length; i++) {
      if (cells[i] != Cells.BLANK || !styles[i].equals(TextStyle.EMPTY)) {
        return false;
      }
    }
    return tail.equals(TextStyle.EMPTY);
  }

  /** Whether it is wrapped to the next row. */
  boolean isWrapped() {
    return wrapped;
  }

  void setWrapped(boolean goesOn) {
    wrapped = goesOn;
  }

  RowMarks marks() {
    return marks;
  }

  void setMarks(RowMarks said) {
    marks = said;
  }

  int cell(int column) {
    return column < length ? cells[column] : Cells.BLANK;
  }

  /** The text of a cell, empty for the second one of a wide character. */
  String text(int column) {
    int cell = cell(column);
    if (cell == Cells.SECOND) {
      return "";
    }
    return cell == Cells.CLUSTER ? cluster(column) : Character.toString(cell);
  }

  private String cluster(int column) {
    String text = clusters == null ? null : clusters[column];
    return text == null ? "" : text;
  }

  TextStyle style(int column) {
    return column < length ? styles[column] : tail;
  }

  /** The end of the style run that starts at {@code column}. */
  @SuppressWarnings("ReferenceEquality") // equal styles are almost always the same object
  int styleEnd(int column) {
    int end = column + 1;
    while (end < length && styles[end] == styles[column]) {
      end++;
    }
    return end;
  }

  void put(int column, int cell, TextStyle style) {
    lengthen(column + 1);
    cells[column] = cell;
    styles[column] = style;
  }

  /** Sets {@code count} single-cell characters. */
  void putText(int column, String text, int from, int count, TextStyle style) {
    lengthen(column + count);
    for (int i = 0; i < count; i++) {
      cells[column + i] = text.charAt(from + i);
    }
    Arrays.fill(styles, column, column + count, style);
  }

  /** Sets a cluster. */
  void putCluster(int column, String text, TextStyle style) {
    put(column, Cells.CLUSTER, style);
    if (clusters == null) {
      clusters = new String[cells.length];
    }
    clusters[column] = text;
  }

  /** Blanks cells from {@code from} to {@code to} with the background of {@code style}. */
  void erase(int from, int to, TextStyle style) {
    splitWide(from);
    splitWide(to);
    lengthen(to);
    Arrays.fill(cells, from, to, Cells.BLANK);
    Arrays.fill(styles, from, to, style);
  }

  /** Blanks all cells from {@code from}. */
  void eraseFrom(int from, TextStyle style) {
    splitWide(from);
    lengthen(from);
    length = from;
    tail = style;
  }

  /**
   * Inserts {@code count} blank cells at {@code column}. Cells moved beyond {@code limit} are lost.
   * The row has {@code columns}.
   */
  void insert(int column, int count, int limit, int columns, TextStyle style) {
    if (limit < columns) {
      lengthen(limit);
      splitWide(limit);
    }
    splitWide(column);
    int end = Math.min(length, limit);
    int kept = Math.min(end, limit - count) - column;
    if (kept > 0) {
      splitWide(column + kept);
      lengthen(column + count + kept);
      move(column, column + count, kept);
      if (limit >= columns) {
        length = column + count + kept;
      }
      blank(column, column + count, style);
    } else if (column + count >= columns) {
      eraseFrom(column, style);
    } else {
      erase(column, column + count, style);
    }
  }

  /**
   * Deletes {@code count} cells at {@code column}. Blank ones are added before {@code limit}. The
   * row has {@code columns}.
   */
  void delete(int column, int count, int limit, int columns, TextStyle style) {
    if (limit < columns) {
      lengthen(limit);
      splitWide(limit);
    }
    splitWide(column);
    splitWide(column + count);
    lengthen(column + count);
    int end = Math.min(length, limit);
    int kept = end - column - count;
    move(column + count, column, kept);
    if (limit < columns) {
      blank(limit - count, limit, style);
      return;
    }
    length = column + kept;
    if (!tail.equals(style)) {
      lengthen(columns - count);
      tail = style;
    }
  }

  private void blank(int from, int to, TextStyle style) {
    Arrays.fill(cells, from, to, Cells.BLANK);
    Arrays.fill(styles, from, to, style);
  }

  private void move(int from, int to, int count) {
    System.arraycopy(cells, from, cells, to, count);
    System.arraycopy(styles, from, styles, to, count);
    if (clusters != null) {
      System.arraycopy(clusters, from, clusters, to, count);
    }
  }

  /** Blanks a wide character that would be split at {@code column}. */
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
      resizeTo(capacity);
    }
    Arrays.fill(cells, length, needed, Cells.BLANK);
    Arrays.fill(styles, length, needed, tail);
    length = needed;
  }

  private void resizeTo(int capacity) {
    cells = Arrays.copyOf(cells, capacity);
    styles = Arrays.copyOf(styles, capacity);
    if (clusters != null) {
      clusters = Arrays.copyOf(clusters, capacity);
    }
  }

  /** Shortens the row to {@code columns}. */
  void crop(int columns) {
    splitWide(columns);
    length = Math.min(length, columns);
  }

  /** Appends cells of another row. */
  void append(Row other, int from, int count) {
    int start = length;
    lengthen(length + count);
    copy(other, from, count, start);
  }

  /** Overwrites cells with those of another row. */
  void paste(Row other, int from, int count, int to) {
    other.lengthen(from + count);
    lengthen(to + count);
    splitWide(to);
    splitWide(to + count);
    copy(other, from, count, to);
    // blank half of a wide character at the edges
    if (cells[to] == Cells.SECOND) {
      cells[to] = Cells.BLANK;
    }
    boolean cut = from + count < other.length && other.cells[from + count] == Cells.SECOND;
    if (cut) {
      cells[to + count - 1] = Cells.BLANK;
    }
  }

  private void copy(Row other, int from, int count, int to) {
    System.arraycopy(other.cells, from, cells, to, count);
    System.arraycopy(other.styles, from, styles, to, count);
    if (other.clusters != null) {
      if (clusters == null) {
        clusters = new String[cells.length];
      }
      System.arraycopy(other.clusters, from, clusters, to, count);
    }
  }

  /** Copies the background style behind the text of another row. */
  void endAs(Row other) {
    tail = other.tail;
  }
}

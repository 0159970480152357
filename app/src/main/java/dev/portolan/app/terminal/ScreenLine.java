package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.net.URI;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of a row. */
public final class ScreenLine {
  private final int[] cells;
  private final TextStyle[] styles;
  private final int written;
  private final boolean wrapped;
  private final boolean failed;
  private final Map<Integer, String> clusters;

  /** Null without right-to-left text. */
  private final @Nullable VisualOrder order;

  private final List<CellRun> words;
  private final boolean blinks;

  private ScreenLine(
      int[] cells,
      TextStyle[] styles,
      int written,
      boolean wrapped,
      boolean failed,
      Map<Integer, String> clusters,
      @Nullable VisualOrder order,
      List<CellRun> words) {
    this.cells = cells;
    this.styles = styles;
    this.written = written;
    this.wrapped = wrapped;
    this.failed = failed;
    this.clusters = clusters;
    this.order = order;
    this.words = words;
    this.blinks = blinks(styles);
  }

  private static boolean blinks(TextStyle[] styles) {
    for (TextStyle style : styles) {
      if (blinks(style)) {
        return true;
      }
    }
    return false;
  }

  /** Whether a style blinks, slowly or fast. */
  public static boolean blinks(TextStyle style) {
    return style.hasOption(TextStyle.Option.SLOW_BLINK)
        || style.hasOption(TextStyle.Option.RAPID_BLINK);
  }

  static ScreenLine of(Row row, int columns) {
    int[] cells = new int[columns];
    TextStyle[] styles = new TextStyle[columns];
    Map<Integer, String> clusters = Map.of();
    for (int column = 0; column < columns; column++) {
      cells[column] = row.cell(column);
      styles[column] = row.style(column);
      if (cells[column] == Cells.CLUSTER) {
        clusters = clusters.isEmpty() ? new HashMap<>() : clusters;
        clusters.put(column, row.text(column));
      }
    }
    return new ScreenLine(
        cells,
        styles,
        row.length(),
        row.isWrapped(),
        row.marks().failed(),
        clusters,
        VisualOrder.of(cells, clusters),
        List.of());
  }

  /** The line with foreground and background swapped. */
  ScreenLine reversed() {
    Map<TextStyle, TextStyle> known = new HashMap<>();
    TextStyle[] other = new TextStyle[styles.length];
    for (int i = 0; i < styles.length; i++) {
      other[i] = known.computeIfAbsent(styles[i], CellStyle::reversed);
    }
    return new ScreenLine(cells, other, written, wrapped, failed, clusters, order, words);
  }

  public int columns() {
    return cells.length;
  }

  /** The number of written cells. */
  int written() {
    return written;
  }

  /** The code point in a cell, or {@link Cells#CLUSTER}. */
  public int character(int column) {
    return cells[column];
  }

  /** The line in visual order. */
  public ScreenLine asShown() {
    VisualOrder shown = order;
    if (shown == null) {
      return this;
    }
    int[] inPlaces = new int[cells.length];
    TextStyle[] stylesInPlaces = new TextStyle[cells.length];
    Map<Integer, String> clustersInPlaces = new HashMap<>();
    for (int place = 0; place < cells.length; place++) {
      int column = shown.column(place);
      int cell = cells[column];
      inPlaces[place] = shown.isTurned(place) ? VisualOrder.mirrored(cell) : cell;
      stylesInPlaces[place] = styles[column];
      if (cell == Cells.CLUSTER) {
        clustersInPlaces.put(place, text(column, column + 1));
      }
    }
    return new ScreenLine(
        inPlaces, stylesInPlaces, written, wrapped, failed, clustersInPlaces, null, shown.words());
  }

  /** The visual position of a cell. */
  public int place(int column) {
    return order == null ? column : order.place(column);
  }

  /** The cell at a visual position. */
  public int column(int place) {
    return order == null ? place : order.column(place);
  }

  /** Whether the cell at a visual position is right-to-left. */
  public boolean isTurned(int place) {
    return order != null && order.isTurned(place);
  }

  /**
   * The right-to-left words of a line in visual order. Each is drawn as a whole for shaping, see
   * {@link #textFromRight}.
   */
  public List<CellRun> rightToLeft() {
    return words;
  }

  /** The text of such a word. */
  public String textFromRight(CellRun word) {
    StringBuilder text = new StringBuilder(word.to() - word.from());
    for (int place = word.to() - 1; place >= word.from(); place--) {
      text.append(text(place, place + 1));
    }
    return text.toString();
  }

  /** Whether the cell is the second one of a wide character. */
  public boolean isSecond(int column) {
    return cells[column] == Cells.SECOND;
  }

  public TextStyle style(int column) {
    return styles[column];
  }

  /** Whether the line is wrapped to the next one. */
  public boolean wrapped() {
    return wrapped;
  }

  /** Whether any of its text blinks. */
  public boolean blinks() {
    return blinks;
  }

  /** Whether the command typed at this prompt has failed. */
  public boolean failed() {
    return failed;
  }

  /** The address of a link declared by a program, or null. */
  @Nullable URI link(int column) {
    return CellStyle.link(styles[column]);
  }

  /** The text of cells from {@code from} to {@code to}, including spaces. */
  public String text(int from, int to) {
    StringBuilder text = new StringBuilder(to - from);
    for (int column = from; column < to; column++) {
      if (cells[column] == Cells.CLUSTER) {
        text.append(clusters.get(column));
      } else if (cells[column] != Cells.SECOND) {
        text.appendCodePoint(cells[column]);
      }
    }
    return text.toString();
  }

  /** Whether both look the same, regardless of wrapping. */
  public boolean looksLike(@Nullable ScreenLine other) {
    return other != null
        && Arrays.equals(cells, other.cells)
        && Arrays.equals(styles, other.styles)
        && failed == other.failed
        && clusters.equals(other.clusters);
  }

  @Override
  public String toString() {
    return text(0, cells.length).stripTrailing();
  }
}

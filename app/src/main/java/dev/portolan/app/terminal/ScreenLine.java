package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.net.URI;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One row of cells as it was at one moment: a character and a style each. Never changes. */
public final class ScreenLine {
  private static final int FIRST_RIGHT_TO_LEFT = 0x590;

  private final int[] cells;
  private final TextStyle[] styles;
  private final int written;
  private final boolean wrapped;
  private final boolean failed;
  private final Map<Integer, String> clusters;

  private final List<CellRun> rightToLeft;
  private final boolean blinks;

  private ScreenLine(
      int[] cells,
      TextStyle[] styles,
      int written,
      boolean wrapped,
      boolean failed,
      Map<Integer, String> clusters) {
    this.cells = cells;
    this.styles = styles;
    this.written = written;
    this.wrapped = wrapped;
    this.failed = failed;
    this.clusters = clusters;
    this.rightToLeft = mayTurn(cells) ? findRightToLeft() : List.of();
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

  /** Whether text of this style blinks, slowly or fast, which look the same here. */
  public static boolean blinks(TextStyle style) {
    return style.hasOption(TextStyle.Option.SLOW_BLINK)
        || style.hasOption(TextStyle.Option.RAPID_BLINK);
  }

  /** Nothing before Hebrew is read from right to left; most lines have nothing else. */
  private static boolean mayTurn(int[] cells) {
    for (int cell : cells) {
      if (cell >= FIRST_RIGHT_TO_LEFT) {
        return true;
      }
    }
    return false;
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
        cells, styles, row.length(), row.isWrapped(), row.marks().failed(), clusters);
  }

  /** The same with foreground and background changed for each other. */
  ScreenLine reversed() {
    Map<TextStyle, TextStyle> known = new HashMap<>();
    TextStyle[] other = new TextStyle[styles.length];
    for (int i = 0; i < styles.length; i++) {
      other[i] = known.computeIfAbsent(styles[i], CellStyle::reversed);
    }
    return new ScreenLine(cells, other, written, wrapped, failed, clusters);
  }

  public int columns() {
    return cells.length;
  }

  /**
   * How many cells were ever written; a wide character that did not fit leaves the last one out.
   */
  int written() {
    return written;
  }

  /** The code point in a cell; beyond all of them for a cluster, which is several drawn as one. */
  public int character(int column) {
    return cells[column];
  }

  /**
   * The texts in it that are read from right to left, in the order of their cells. Drawn as one the
   * letters of each join and stand in their order; blanks, digits and signs between two of its
   * letters belong to it.
   */
  public List<CellRun> rightToLeft() {
    return rightToLeft;
  }

  private List<CellRun> findRightToLeft() {
    List<CellRun> runs = new ArrayList<>();
    int from = -1;
    int end = 0;
    for (int column = 0; column < cells.length; column++) {
      if (isRightToLeft(column)) {
        from = from < 0 ? column : from;
        end = column + 1;
      } else if (from >= 0 && isLeftToRight(column)) {
        runs.add(new CellRun(from, end));
        from = -1;
      }
    }
    if (from >= 0) {
      runs.add(new CellRun(from, end));
    }
    return List.copyOf(runs);
  }

  private boolean isRightToLeft(int column) {
    return switch (direction(column)) {
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC,
          Character.DIRECTIONALITY_ARABIC_NUMBER ->
          true;
      default -> false;
    };
  }

  private boolean isLeftToRight(int column) {
    return cells[column] == Cells.SECOND
        || direction(column) == Character.DIRECTIONALITY_LEFT_TO_RIGHT;
  }

  private byte direction(int column) {
    int cell = cells[column];
    if (cell == Cells.CLUSTER) {
      return Character.getDirectionality(text(column, column + 1).codePointAt(0));
    }
    return cell < 0 ? Character.DIRECTIONALITY_LEFT_TO_RIGHT : Character.getDirectionality(cell);
  }

  /** Whether the cell is the second one of a wide character. */
  public boolean isSecond(int column) {
    return cells[column] == Cells.SECOND;
  }

  public TextStyle style(int column) {
    return styles[column];
  }

  /** Whether the text goes on in the next line without an end of line between. */
  public boolean wrapped() {
    return wrapped;
  }

  /** Whether any of its text blinks. */
  public boolean blinks() {
    return blinks;
  }

  /** Whether the command failed that was typed at the prompt that begins here. */
  public boolean failed() {
    return failed;
  }

  /** Where a program declared this cell to be a link, its address. */
  @Nullable URI link(int column) {
    return CellStyle.link(styles[column]);
  }

  /** What is written in the cells from {@code from} up to {@code to}, spaces included. */
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

  /** Whether both show the same; a wrapped line may equal one that is not. */
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

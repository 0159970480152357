package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenLine;
import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.TextRange;
import dev.portolan.app.terminal.TextSpan;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The highlights in the text: search matches, the current one, the selection, the hovered link.
 *
 * @param generation the generation of the line numbers; highlights of another one are not shown
 * @param matches the matches in text order
 */
record Highlights(
    int generation,
    @Nullable TextSpan selection,
    List<TextRange> matches,
    @Nullable TextRange current,
    @Nullable TextRange link) {
  static final byte MATCH = 1;
  static final byte CURRENT = 2;
  static final byte SELECTED = 4;
  static final byte LINK = 8;

  private static final byte[] NOTHING = new byte[0];

  /** The highlight of each cell of a line, or an empty array. */
  byte[] marks(ScreenView view, long line) {
    if (generation != view.generation()) {
      return NOTHING;
    }
    byte[] marks = NOTHING;
    for (int i = firstMatchAt(line);
        i < matches.size() && matches.get(i).startLine() <= line;
        i++) {
      marks = mark(marks, view, line, matches.get(i), MATCH);
    }
    marks = mark(marks, view, line, current, CURRENT);
    marks = mark(marks, view, line, selection, SELECTED);
    return mark(marks, view, line, link, LINK);
  }

  private int firstMatchAt(long line) {
    int low = 0;
    int high = matches.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (matches.get(middle).endLine() < line) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static byte[] mark(
      byte[] marks, ScreenView view, long line, @Nullable TextSpan span, byte mark) {
    if (span == null || !span.touches(line) || span.isEmpty()) {
      return marks;
    }
    byte[] result = marks.length == 0 ? new byte[view.columns()] : marks;
    int to = Math.min(span.to(line, view.columns()), result.length);
    ScreenLine cells = view.lines().get((int) (line - view.top()));
    int from = afterWide(cells, Math.min(span.from(line), to));
    to = from < to ? afterWide(cells, to) : to;
    for (int column = from; column < to; column++) {
      result[column] |= mark;
    }
    return result;
  }

  /** Extends a range to the second cell of a wide character. */
  private static int afterWide(ScreenLine cells, int column) {
    int after = column;
    while (after < cells.columns() && cells.isSecond(after)) {
      after++;
    }
    return after;
  }

  @Override
  public String toString() {
    return "Highlights[" + matches.size() + " matches, selection " + selection + "]";
  }

  static boolean same(byte[] one, byte[] other) {
    return Arrays.equals(one, other);
  }
}

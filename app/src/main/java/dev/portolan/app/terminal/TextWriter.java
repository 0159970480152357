package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.Map;

/** Writes text at the cursor, with wrapping, wide characters and clusters. */
final class TextWriter {
  private static final int JOINER = 0x200d;
  private static final int EMOJI_STYLE = 0xfe0f;
  private static final int KEYCAP = 0x20e3;
  private static final int MAX_SHARED = 1_024;

  private final Grid grid;
  private final Cursor cursor;
  private final Pen pen;
  private final Modes modes;
  private final Scroller scroller;
  private final CharacterSets sets;
  private final Map<String, String> shared = new HashMap<>();

  /** Combining marks at the start of a row, which join the next character. */
  private String ahead = "";

  private char pendingHigh;

  TextWriter(
      Grid grid, Cursor cursor, Pen pen, Modes modes, Scroller scroller, CharacterSets sets) {
    this.grid = grid;
    this.cursor = cursor;
    this.pen = pen;
    this.modes = modes;
    this.scroller = scroller;
    this.sets = sets;
  }

  /** Discards incomplete input. */
  void reset() {
    pendingHigh = 0;
    ahead = "";
  }

  void write(String string) {
    String text = pendingHigh == 0 ? string : pendingHigh + string;
    pendingHigh = 0;
    int end = text.length();
    if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
      pendingHigh = text.charAt(--end);
    }
    int i = 0;
    while (i < end) {
      char c = text.charAt(i);
      if (c < Cells.ODD) {
        int run = sets.isPlain() ? run(text, i, end) : 0;
        if (run == 0) {
          put(sets.map(c), 1);
        }
        i += Math.max(1, run);
      } else {
        int codePoint = text.codePointAt(i);
        i += Character.charCount(codePoint);
        odd(codePoint);
      }
    }
  }

  /** Writes simple characters that fit into the row. Returns their number. */
  private int run(String text, int from, int end) {
    if (cursor.isWaiting() || !ahead.isEmpty() || modes.isOn(Mode.INSERT)) {
      return 0;
    }
    int limit = cursor.limit();
    int x = cursor.column();
    int most = Math.min(end, from + limit - x);
    int to = from;
    while (to < most && text.charAt(to) < Cells.ODD) {
      to++;
    }
    int count = to - from;
    Row row = grid.row(cursor.row());
    row.splitWide(x);
    row.splitWide(x + count);
    row.putText(x, text, from, count, pen.style());
    advance(x + count, limit);
    return count;
  }

  private void odd(int codePoint) {
    if (Cells.isMark(codePoint)) {
      join(codePoint);
    } else if (!modes.isOn(Mode.CLUSTERS) || !continues(codePoint)) {
      put(codePoint, Cells.isWide(codePoint) ? 2 : 1);
    }
  }

  private void put(int cell, int width) {
    int limit = cursor.limit();
    if (width > limit - cursor.lineStart()) {
      return;
    }
    boolean wraps = modes.isOn(Mode.AUTO_WRAP);
    boolean fits = cursor.column() + width <= limit;
    if (wraps && (cursor.isWaiting() || !fits)) {
      wrap();
      limit = cursor.limit();
    } else if (!fits) {
      return; // an unpaired surrogate is ignored
    }
    int x = cursor.column();
    Row row = grid.row(cursor.row());
    TextStyle style = pen.style();
    if (modes.isOn(Mode.INSERT)) {
      row.insert(x, width, limit, grid.columns(), pen.erased());
    }
    row.splitWide(x);
    row.splitWide(x + width);
    if (ahead.isEmpty()) {
      row.put(x, cell, style);
    } else {
      row.putCluster(x, share(ahead + Character.toString(cell)), style);
      ahead = "";
    }
    if (width == 2) {
      row.put(x + 1, Cells.SECOND, style);
    }
    advance(x + width, limit);
  }

  private void advance(int next, int limit) {
    cursor.set(Math.min(next, limit - 1), cursor.row());
    cursor.setWaiting(next >= limit);
  }

  private void wrap() {
    grid.row(cursor.row()).setWrapped(true);
    scroller.lineFeed();
    cursor.set(cursor.lineStart(), cursor.row());
  }

  // Clusters.

  /** The column of the character before the cursor, or -1. */
  private int before() {
    int column = cursor.isWaiting() ? cursor.column() : cursor.column() - 1;
    if (column > 0 && grid.row(cursor.row()).cell(column) == Cells.SECOND) {
      column--;
    }
    return column;
  }

  /** Joins a combining mark to the previous character. */
  private void join(int mark) {
    int column = before();
    if (column < 0) {
      if (ahead.length() < TerminalLimits.CLUSTER_CHARS / 2) {
        ahead += Character.toString(mark);
      }
      return;
    }
    Row row = grid.row(cursor.row());
    boolean narrow = row.cell(column + 1) != Cells.SECOND;
    String text = row.text(column);
    append(row, column, text, mark);
    if (narrow && modes.isOn(Mode.CLUSTERS) && widens(text, mark)) {
      widen(row, column);
    }
  }

  /** Whether a mark widens a text character to an emoji of two cells. */
  private static boolean widens(String text, int mark) {
    int first = text.codePointAt(0);
    if (mark == EMOJI_STYLE) {
      return first > 0x7f && Character.isEmoji(first);
    }
    return mark == KEYCAP && text.length() == 2 && text.charAt(1) == EMOJI_STYLE;
  }

  private void widen(Row row, int column) {
    int limit = cursor.limit();
    if (column + 1 < limit) {
      row.splitWide(column + 2);
      row.put(column + 1, Cells.SECOND, row.style(column));
      advance(column + 2, limit);
    }
  }

  /** Joins a character to the previous cluster. Returns false if it starts a new one. */
  private boolean continues(int codePoint) {
    int column = before();
    if (column < 0) {
      return false;
    }
    Row row = grid.row(cursor.row());
    int cell = row.cell(column);
    if (cell < Cells.ODD) {
      return false;
    }
    String text = row.text(column);
    if (text.isEmpty() || text.length() + 2 > TerminalLimits.CLUSTER_CHARS) {
      return false;
    }
    int last = text.codePointBefore(text.length());
    boolean flag = isFlagLetter(codePoint) && isFlagLetter(cell);
    boolean joined = last == JOINER && Character.isExtendedPictographic(codePoint);
    boolean tinted =
        Character.isEmojiModifier(codePoint)
            && (Character.isEmojiModifierBase(last) || last == EMOJI_STYLE);
    if (!flag && !joined && !tinted) {
      return false;
    }
    append(row, column, text, codePoint);
    if (row.cell(column + 1) != Cells.SECOND) {
      widen(row, column);
    }
    return true;
  }

  private static boolean isFlagLetter(int codePoint) {
    return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
  }

  /** Appends to a cluster, up to its limit. */
  private void append(Row row, int column, String text, int more) {
    if (text.length() + Character.charCount(more) > TerminalLimits.CLUSTER_CHARS) {
      return;
    }
    String both = Normalizer.normalize(text + Character.toString(more), Normalizer.Form.NFC);
    if (both.codePointCount(0, both.length()) == 1) {
      row.put(column, both.codePointAt(0), row.style(column));
    } else {
      row.putCluster(column, share(both), row.style(column));
    }
  }

  /** Interns a cluster, up to a number. */
  private String share(String cluster) {
    if (shared.size() >= MAX_SHARED) {
      shared.clear();
    }
    String known = shared.putIfAbsent(cluster, cluster);
    return known == null ? cluster : known;
  }
}

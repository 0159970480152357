package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Wraps rows of text anew for a screen of another size and follows one place in it: as many rows as
 * fit stay on the screen, the lowest, but never so that the place leaves by the top. Rows above go
 * into a history, one by one, since all together they may take much memory. Used once.
 */
final class Reflow {
  private final int columns;
  private final int rows;
  private final GridPlace followed;
  private final History history;
  private final Deque<Row> screen = new ArrayDeque<>();
  private @Nullable Row open;
  private @Nullable GridPlace place;

  /** How many rows were added, how many were made of them, how many of those the history took. */
  private int taken;

  private int done;
  private int moved;

  /**
   * For a screen of {@code columns} and {@code rows}.
   *
   * @param followed a place in the rows given to {@link #add}, counted from the first
   * @param history takes the rows that do not fit
   */
  Reflow(int columns, int rows, GridPlace followed, History history) {
    this.columns = columns;
    this.rows = rows;
    this.followed = followed;
    this.history = history;
  }

  /** Takes one more row, the next below. */
  void add(Row row) {
    Row out = write(row, open == null ? new Row(TextStyle.EMPTY) : open);
    taken++;
    if (row.isWrapped()) {
      open = out;
    } else {
      out.endAs(row);
      finish(out);
      open = null;
    }
  }

  private void finish(Row row) {
    done++;
    screen.add(row);
    if (screen.size() > rows) {
      if (place != null && place.row() == moved) {
        screen.removeLast();
      } else {
        history.add(screen.removeFirst());
        moved++;
      }
    }
  }

  /** All rows were added; returns those of the screen, from its top down. */
  List<Row> end() {
    if (open != null) {
      finish(open);
      open = null;
    }
    return new ArrayList<>(screen);
  }

  /** Where on the screen the followed place has gone. */
  GridPlace place() {
    return place == null ? new GridPlace(0, 0) : new GridPlace(place.row() - moved, place.column());
  }

  private Row write(Row row, Row start) {
    Row out = start;
    int length = row.isWrapped() ? row.length() : row.textLength();
    int from = 0;
    RowMarks marks = row.marks();
    if (marks.output()) {
      out.setMarks(out.marks().withOutput());
    }
    while (from < length) {
      int count = fitting(row, from, length, columns - out.length());
      if (count == 0) {
        out.setWrapped(true);
        finish(out);
        out = new Row(TextStyle.EMPTY);
        continue;
      }
      boolean here =
          taken == followed.row() && followed.column() >= from && followed.column() < from + count;
      if (here) {
        place = new GridPlace(done, out.length() + followed.column() - from);
      }
      if (marks.prompt() >= from && marks.prompt() < from + count) {
        out.setMarks(out.marks().withPrompt(marks, out.length() + marks.prompt() - from));
      }
      out.append(row, from, count);
      from += count;
    }
    if (taken == followed.row() && followed.column() >= length) {
      int column = out.length() + followed.column() - length;
      place = new GridPlace(done, Math.min(column, columns));
    }
    if (marks.hasPrompt() && marks.prompt() >= length) {
      int column = Math.min(out.length() + marks.prompt() - length, columns - 1);
      out.setMarks(out.marks().withPrompt(marks, column));
    }
    return out;
  }

  /** How many cells from {@code from} on go into {@code room}, wide characters not cut in two. */
  private static int fitting(Row row, int from, int length, int room) {
    int count = Math.min(room, length - from);
    boolean cut = from + count < length && row.cell(from + count) == Cells.SECOND;
    return cut ? count - 1 : count;
  }
}

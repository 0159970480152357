package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reflows rows for another screen size and follows one position. The lowest rows that fit stay on
 * the screen, with the position visible; rows above go to a history one by one, to save memory. For
 * one use.
 */
final class Reflow {
  private final int columns;
  private final int rows;
  private final GridPlace followed;
  private final History history;
  private final Deque<Row> screen = new ArrayDeque<>();
  private @Nullable Row open;
  private @Nullable GridPlace place;

  /** Rows added, rows created, rows passed to the history. */
  private int taken;

  private int done;
  private int moved;

  /**
   * For a screen of {@code columns} and {@code rows}.
   *
   * @param followed a position in the added rows
   * @param history receives the rows that do not fit
   */
  Reflow(int columns, int rows, GridPlace followed, History history) {
    this.columns = columns;
    this.rows = rows;
    this.followed = followed;
    this.history = history;
  }

  /** Adds the next row. */
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

  /** Ends the reflow. Returns the rows of the screen from the top. */
  List<Row> end() {
    if (open != null) {
      finish(open);
      open = null;
    }
    return new ArrayList<>(screen);
  }

  /** The new position of the followed one. */
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

  /**
   * The number of cells from {@code from} that fit into {@code room} without splitting a wide
   * character.
   */
  private static int fitting(Row row, int from, int length, int room) {
    int count = Math.min(room, length - from);
    boolean cut = from + count < length && row.cell(from + count) == Cells.SECOND;
    return cut ? count - 1 : count;
  }
}

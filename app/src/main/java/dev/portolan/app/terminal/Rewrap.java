package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayList;
import java.util.List;

/** Wraps rows of text anew for another width and follows one place in it. Used once. */
final class Rewrap {
  private final int columns;
  private final GridPlace followed;
  private final List<Row> result = new ArrayList<>();
  private GridPlace place = new GridPlace(0, 0);

  /** {@code followed} is a place in the rows given to {@link #run}. */
  Rewrap(int columns, GridPlace followed) {
    this.columns = columns;
    this.followed = followed;
  }

  /** The rows for the new width. */
  List<Row> run(List<Row> rows) {
    Row out = null;
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      out = write(row, i, out == null ? next() : out);
      if (!row.isWrapped()) {
        out.endAs(row);
        out = null;
      }
    }
    return result;
  }

  /** Where the followed place has gone. */
  GridPlace place() {
    return place;
  }

  private Row next() {
    Row row = new Row(TextStyle.EMPTY);
    result.add(row);
    return row;
  }

  private Row write(Row row, int index, Row start) {
    Row out = start;
    int length = row.isWrapped() ? row.length() : row.textLength();
    int from = 0;
    while (from < length) {
      int count = fitting(row, from, length, columns - out.length());
      if (count == 0) {
        out.setWrapped(true);
        out = next();
        continue;
      }
      boolean here =
          index == followed.row() && followed.column() >= from && followed.column() < from + count;
      if (here) {
        place = new GridPlace(result.size() - 1, out.length() + followed.column() - from);
      }
      out.append(row, from, count);
      from += count;
    }
    if (index == followed.row() && followed.column() >= length) {
      int column = out.length() + followed.column() - length;
      place = new GridPlace(result.size() - 1, Math.min(column, columns));
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

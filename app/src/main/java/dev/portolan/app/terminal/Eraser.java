package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;

/** Erases, deletes and inserts cells. Guarded by the screen's lock. */
final class Eraser {
  /** What protection prevents. */
  enum Protection {
    /** Selective erasing ({@code DECSCA}). */
    SELECTIVE,
    /** All erasing ({@code SPA}). */
    ALL
  }

  private final Grid grid;
  private final Margins margins;
  private final Cursor cursor;
  private final Pen pen;
  private Protection protection = Protection.SELECTIVE;

  Eraser(Grid grid, Margins margins, Cursor cursor, Pen pen) {
    this.grid = grid;
    this.margins = margins;
    this.cursor = cursor;
    this.pen = pen;
  }

  /** Sets the protection of new text. */
  void protect(boolean on, Protection kind) {
    protection = kind;
    pen.setGuarding(on);
  }

  Protection protection() {
    return protection;
  }

  /** Part 0 to 2 of the row: from the cursor on, up to the cursor, all of it. */
  void inLine(int part) {
    inLine(part, protection == Protection.ALL);
  }

  /** As {@link #inLine}, except for protected cells. */
  void inLineSelectively(int part) {
    inLine(part, true);
  }

  private void inLine(int part, boolean sparing) {
    switch (part) {
      case 0 -> clear(cursor.row(), cursor.column(), grid.columns(), sparing);
      case 1 -> clear(cursor.row(), 0, cursor.column() + 1, sparing);
      case 2 -> clear(cursor.row(), 0, grid.columns(), sparing);
      default -> {
        return; // no other part
      }
    }
    if (part != 1) {
      grid.row(cursor.row()).setWrapped(false);
    }
    cursor.setWaiting(false);
  }

  /**
   * Part 0 to 3 of the screen: from the cursor on, up to the cursor, all of it, what has left it.
   */
  void inDisplay(int part) {
    if (part == 3) {
      grid.clearHistory();
      return;
    }
    boolean sparing = protection == Protection.ALL;
    if (part == 2 && !sparing && !grid.isAlternate()) {
      grid.keepScreen();
    }
    inDisplay(part, sparing);
  }

  /** As {@link #inDisplay}, except for protected cells. */
  void inDisplaySelectively(int part) {
    inDisplay(part, true);
  }

  private void inDisplay(int part, boolean sparing) {
    switch (part) {
      case 0 -> {
        inLine(0, sparing);
        rows(cursor.row() + 1, grid.rows(), sparing);
      }
      case 1 -> {
        rows(0, cursor.row(), sparing);
        inLine(1, sparing);
      }
      case 2 -> {
        rows(0, grid.rows(), sparing);
        cursor.setWaiting(false);
      }
      default -> {
        // no other part
      }
    }
  }

  private void rows(int from, int to, boolean sparing) {
    if (!sparing) {
      grid.eraseRows(from, to, pen.erased());
      return;
    }
    for (int row = from; row < to; row++) {
      clear(row, 0, grid.columns(), true);
    }
  }

  void characters(int count) {
    boolean sparing = protection == Protection.ALL;
    clear(cursor.row(), cursor.column(), cursor.column() + count, sparing);
    cursor.setWaiting(false);
  }

  /** Blanks cells of a row up to {@code to}, optionally except protected ones. */
  void clear(int rowNumber, int from, int to, boolean sparing) {
    Row row = grid.row(rowNumber);
    int end = Math.min(to, grid.columns());
    if (sparing) {
      clearUnprotected(row, from, end);
    } else if (end == grid.columns()) {
      row.eraseFrom(from, pen.erased());
    } else {
      row.erase(from, end, pen.erased());
    }
  }

  private void clearUnprotected(Row row, int from, int to) {
    TextStyle blank = pen.erased();
    int column = from;
    while (column < to) {
      int end = column;
      while (end < to && !CellStyle.isGuarded(row.style(end))) {
        end++;
      }
      if (end > column) {
        row.erase(column, end, blank);
      }
      column = end + 1;
    }
  }

  void insertBlanks(int count) {
    int limit = cursor.limit();
    if (margins.hasColumn(cursor.column())) {
      int cells = Math.min(count, limit - cursor.column());
      row().insert(cursor.column(), cells, limit, grid.columns(), pen.erased());
    }
    cursor.setWaiting(false);
  }

  void deleteCharacters(int count) {
    int limit = cursor.limit();
    if (margins.hasColumn(cursor.column())) {
      int cells = Math.min(count, limit - cursor.column());
      row().delete(cursor.column(), cells, limit, grid.columns(), pen.erased());
    }
    cursor.setWaiting(false);
  }

  private Row row() {
    return grid.row(cursor.row());
  }

  void reset() {
    protection = Protection.SELECTIVE;
  }
}

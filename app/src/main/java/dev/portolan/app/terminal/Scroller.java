package dev.portolan.app.terminal;

/** Scrolls text within the margins. Guarded by the screen's lock. */
final class Scroller {
  private final Grid grid;
  private final Margins margins;
  private final Cursor cursor;
  private final Pen pen;

  Scroller(Grid grid, Margins margins, Cursor cursor, Pen pen) {
    this.grid = grid;
    this.margins = margins;
    this.cursor = cursor;
    this.pen = pen;
  }

  /** Moves down, or scrolls up at the bottom margin. */
  void lineFeed() {
    if (cursor.row() == margins.bottom() && margins.hasColumn(cursor.column())) {
      up(1);
      cursor.setWaiting(false);
    } else {
      cursor.down(1);
    }
  }

  /** Moves up, or scrolls down at the top margin. */
  void reverseLineFeed() {
    if (cursor.row() == margins.top() && margins.hasColumn(cursor.column())) {
      down(1);
      cursor.setWaiting(false);
    } else {
      cursor.up(1);
    }
  }

  /** Moves right, or scrolls left at the right margin. */
  void forwardIndex() {
    if (cursor.column() != margins.right()) {
      cursor.rightward(1);
    } else if (margins.hasRow(cursor.row())) {
      deleteColumns(margins.left(), 1);
    }
  }

  /** Moves left, or scrolls right at the left margin. */
  void backIndex() {
    if (cursor.column() != margins.left()) {
      cursor.leftward(1);
    } else if (margins.hasRow(cursor.row())) {
      insertColumns(margins.left(), 1);
    }
  }

  void up(int count) {
    int rows = Math.min(count, margins.bottom() - margins.top() + 1);
    if (margins.areWide()) {
      grid.scrollUp(margins.top(), margins.bottom(), rows, pen.erased());
    } else {
      grid.shiftUp(margins, margins.top(), rows, pen.erased());
    }
  }

  void down(int count) {
    insertRows(margins.top(), count);
  }

  private void insertRows(int from, int count) {
    int rows = Math.min(count, margins.bottom() - from + 1);
    if (margins.areWide()) {
      grid.scrollDown(from, margins.bottom(), rows, pen.erased());
    } else {
      grid.shiftDown(margins, from, rows, pen.erased());
    }
  }

  void insertLines(int count) {
    if (isInside()) {
      insertRows(cursor.row(), count);
      cursor.set(margins.left(), cursor.row());
    }
  }

  void deleteLines(int count) {
    if (!isInside()) {
      return;
    }
    int rows = Math.min(count, margins.bottom() - cursor.row() + 1);
    if (margins.areWide()) {
      grid.deleteRows(cursor.row(), margins.bottom(), rows, pen.erased());
    } else {
      grid.shiftUp(margins, cursor.row(), rows, pen.erased());
    }
    cursor.set(margins.left(), cursor.row());
  }

  void left(int count) {
    if (isInside()) {
      deleteColumns(margins.left(), count);
    }
  }

  void right(int count) {
    if (isInside()) {
      insertColumns(margins.left(), count);
    }
  }

  void insertColumns(int count) {
    if (isInside()) {
      insertColumns(cursor.column(), count);
    }
  }

  void deleteColumns(int count) {
    if (isInside()) {
      deleteColumns(cursor.column(), count);
    }
  }

  private void insertColumns(int from, int count) {
    int limit = margins.right() + 1;
    int columns = Math.min(count, limit - from);
    for (int row = margins.top(); row <= margins.bottom(); row++) {
      grid.row(row).insert(from, columns, limit, grid.columns(), pen.erased());
    }
  }

  private void deleteColumns(int from, int count) {
    int limit = margins.right() + 1;
    int columns = Math.min(count, limit - from);
    for (int row = margins.top(); row <= margins.bottom(); row++) {
      grid.row(row).delete(from, columns, limit, grid.columns(), pen.erased());
    }
  }

  private boolean isInside() {
    return margins.hasRow(cursor.row()) && margins.hasColumn(cursor.column());
  }
}

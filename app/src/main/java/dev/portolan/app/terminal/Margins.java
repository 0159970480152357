package dev.portolan.app.terminal;

/**
 * The part of the screen that scrolls. Rows and columns count from 0, both ends are inside. Guarded
 * by the lock of its screen.
 */
final class Margins {
  private final Grid grid;
  private int top;
  private int bottom;
  private int left;
  private int right;

  Margins(Grid grid) {
    this.grid = grid;
    reset();
  }

  /** The whole screen. */
  void reset() {
    top = 0;
    bottom = grid.rows() - 1;
    resetColumns();
  }

  void resetColumns() {
    left = 0;
    right = grid.columns() - 1;
  }

  void setRows(int first, int last) {
    top = first;
    bottom = last;
  }

  void setColumns(int first, int last) {
    left = first;
    right = last;
  }

  int top() {
    return top;
  }

  int bottom() {
    return bottom;
  }

  int left() {
    return left;
  }

  int right() {
    return right;
  }

  boolean hasRow(int row) {
    return row >= top && row <= bottom;
  }

  boolean hasColumn(int column) {
    return column >= left && column <= right;
  }

  /** Whether whole rows scroll. */
  boolean areWide() {
    return left == 0 && right == grid.columns() - 1;
  }
}

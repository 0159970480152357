package dev.portolan.app.terminal;

/** The scrolling region. Rows and columns start at 0, inclusive. Guarded by the screen's lock. */
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

  /** Whether the region has the full width. */
  boolean areWide() {
    return left == 0 && right == grid.columns() - 1;
  }
}

package dev.portolan.app.terminal;

/**
 * The cursor, with xterm's rules of movement. Rows and columns start at 0. Guarded by the screen's
 * lock.
 */
final class Cursor {
  private final Grid grid;
  private final Margins margins;
  private final Modes modes;
  private int x;
  private int y;

  /** Whether a wrap is pending. */
  private boolean waiting;

  Cursor(Grid grid, Margins margins, Modes modes) {
    this.grid = grid;
    this.margins = margins;
    this.modes = modes;
  }

  int column() {
    return x;
  }

  int row() {
    return y;
  }

  boolean isWaiting() {
    return waiting;
  }

  /** Moves to an absolute position, regardless of margins. */
  void set(int column, int row) {
    x = Math.clamp(column, 0, grid.columns() - 1);
    y = Math.clamp(row, 0, grid.rows() - 1);
    waiting = false;
  }

  void setWaiting(boolean rowIsFull) {
    waiting = rowIsFull;
  }

  /** The column after the last usable one. */
  int limit() {
    return x > margins.right() ? grid.columns() : margins.right() + 1;
  }

  /** The column at which a wrapped row starts. */
  int lineStart() {
    return margins.left();
  }

  // positions of programs: from 1, relative to the margins in origin mode

  private int originColumn() {
    return modes.isOn(Mode.ORIGIN) ? margins.left() : 0;
  }

  private int originRow() {
    return modes.isOn(Mode.ORIGIN) ? margins.top() : 0;
  }

  int reportedColumn() {
    return Math.max(0, x - originColumn()) + 1;
  }

  int reportedRow() {
    return Math.max(0, y - originRow()) + 1;
  }

  void moveTo(int row, int column) {
    toColumn(column);
    toRow(row);
  }

  void toColumn(int column) {
    int most = modes.isOn(Mode.ORIGIN) ? margins.right() : grid.columns() - 1;
    set(Math.min(originColumn() + Math.max(1, column) - 1, most), y);
  }

  void toRow(int row) {
    int most = modes.isOn(Mode.ORIGIN) ? margins.bottom() : grid.rows() - 1;
    set(x, Math.min(originRow() + Math.max(1, row) - 1, most));
  }

  void home() {
    set(originColumn(), originRow());
  }

  // movements limited by the margins

  void up(int count) {
    set(x, Math.max(y >= margins.top() ? margins.top() : 0, y - count));
  }

  void down(int count) {
    set(x, Math.min(y <= margins.bottom() ? margins.bottom() : grid.rows() - 1, y + count));
  }

  void forward(int count) {
    set(Math.min(x <= margins.right() ? margins.right() : grid.columns() - 1, x + count), y);
  }

  void backward(int count) {
    if (!modes.isOn(Mode.AUTO_WRAP) || !modes.isOn(Mode.REVERSE_WRAP)) {
      set(Math.max(x >= margins.left() ? margins.left() : 0, x - count), y);
      return;
    }
    int left = x < margins.left() ? 0 : margins.left();
    int column = x;
    int row = y;
    int steps = waiting ? count - 1 : count;
    while (steps > column - left) {
      steps -= column - left + 1;
      row = row == margins.top() ? margins.bottom() : Math.max(0, row - 1);
      column = margins.right();
      left = margins.left();
    }
    set(column - steps, row);
  }

  // movements limited by the screen only

  void rightward(int count) {
    set(Math.min(grid.columns() - 1, x + count), y);
  }

  void leftward(int count) {
    set(x - count, y);
  }

  void downward(int count) {
    set(x, Math.min(grid.rows() - 1, y + count));
  }

  void carriageReturn() {
    boolean toMargin = x >= margins.left() || modes.isOn(Mode.ORIGIN);
    set(toMargin ? margins.left() : 0, y);
  }

  /** Moves by tab stops. Keeps a pending wrap. */
  void tab(TabStops tabs, int count) {
    int last = x <= margins.right() ? margins.right() : grid.columns() - 1;
    for (int i = 0; i < count && x < last; i++) {
      x = Math.min(last, tabs.after(x, grid.columns()));
    }
  }

  void backTab(TabStops tabs, int count) {
    for (int i = 0; i < count && x > 0; i++) {
      x = tabs.before(x);
    }
  }
}

package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of a screen with those that have left it, and the other screen that full-screen programs
 * use. Rows count from 0. Guarded by the lock of its screen.
 */
final class Grid {
  private final History history;
  private List<Row> screen;
  private List<Row> hiddenMain = List.of();
  private List<Row> hiddenAlternate = List.of();
  private boolean alternate;
  private int columns;
  private int rows;
  private int generation;

  Grid(int columns, int rows, int maxHistory, long maxBytes) {
    this.columns = columns;
    this.rows = rows;
    this.history = new History(maxHistory, maxBytes);
    this.screen = blank(rows, TextStyle.EMPTY);
  }

  private static List<Row> blank(int count, TextStyle style) {
    List<Row> rows = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      rows.add(new Row(style));
    }
    return rows;
  }

  int columns() {
    return columns;
  }

  int rows() {
    return rows;
  }

  boolean isAlternate() {
    return alternate;
  }

  /** Grows whenever numbers of rows got another meaning: another screen, another width. */
  int generation() {
    return generation;
  }

  Row row(int row) {
    return screen.get(row);
  }

  /** The number of the oldest row that can be shown now. */
  long firstNumber() {
    return alternate ? screenTop() : history.firstNumber();
  }

  /** The number of the first row of the screen. */
  long screenTop() {
    return history.firstNumber() + history.size();
  }

  /** Row {@code number}; one that is gone or not there yet is blank. */
  Row numbered(long number) {
    long onScreen = number - screenTop();
    if (onScreen >= 0) {
      return onScreen < rows ? screen.get((int) onScreen) : new Row(TextStyle.EMPTY);
    }
    long old = number - history.firstNumber();
    return old < 0 || alternate ? new Row(TextStyle.EMPTY) : history.get((int) old);
  }

  /**
   * Moves the rows from {@code top} to {@code bottom} up; from the top of the screen they go into
   * the history.
   */
  void scrollUp(int top, int bottom, int count, TextStyle style) {
    if (top == 0 && !alternate) {
      screen.subList(0, count).forEach(history::add);
    }
    deleteRows(top, bottom, count, style);
  }

  /** Moves the rows from {@code top} to {@code bottom} down; the lowest are lost. */
  void scrollDown(int top, int bottom, int count, TextStyle style) {
    screen.subList(bottom + 1 - count, bottom + 1).clear();
    screen.addAll(top, blank(count, style));
  }

  /** Moves the cells within the margins up by {@code count} rows, from row {@code top} on. */
  void shiftUp(Margins area, int top, int count, TextStyle style) {
    for (int row = top; row <= area.bottom(); row++) {
      shift(area, row, row + count, style);
    }
  }

  /** Moves the cells within the margins down by {@code count} rows, from row {@code top} on. */
  void shiftDown(Margins area, int top, int count, TextStyle style) {
    for (int row = area.bottom(); row >= top; row--) {
      shift(area, row, row - count < top ? rows : row - count, style);
    }
  }

  private void shift(Margins area, int to, int from, TextStyle style) {
    if (from > area.bottom()) {
      screen.get(to).erase(area.left(), area.right() + 1, style);
    } else {
      int width = area.right() + 1 - area.left();
      screen.get(to).paste(screen.get(from), area.left(), width, area.left());
    }
  }

  /** Moves the rows from {@code top} to {@code bottom} up without remembering any. */
  void deleteRows(int top, int bottom, int count, TextStyle style) {
    screen.subList(top, top + count).clear();
    screen.addAll(bottom + 1 - count, blank(count, style));
  }

  void eraseRows(int from, int to, TextStyle style) {
    for (int row = from; row < to; row++) {
      screen.set(row, new Row(style));
    }
  }

  /** Puts what is on the screen away into the history, so that clearing it loses nothing. */
  void keepScreen() {
    int used = usedRows(screen);
    if (used > 0) {
      screen.get(used - 1).setWrapped(false);
    }
    scrollUp(0, rows - 1, used, TextStyle.EMPTY);
  }

  void clearHistory() {
    if (!alternate) {
      history.clear();
    }
  }

  void clearScreen() {
    screen = blank(rows, TextStyle.EMPTY);
  }

  /** Shows the other screen as it was left; the alternate one is blank at first. */
  void useAlternate(boolean use) {
    if (use == alternate) {
      return;
    }
    alternate = use;
    generation++;
    if (use) {
      hiddenMain = screen;
      screen = hiddenAlternate.isEmpty() ? blank(rows, TextStyle.EMPTY) : hiddenAlternate;
      hiddenAlternate = List.of();
    } else {
      hiddenAlternate = isBlank(screen) ? List.of() : screen;
      screen = hiddenMain;
      hiddenMain = List.of();
    }
  }

  private static boolean isBlank(List<Row> rows) {
    return usedRows(rows) == 0;
  }

  /** Forgets what stands on the alternate screen, which is not the one in use. */
  void clearAlternate() {
    hiddenAlternate = List.of();
  }

  /**
   * Gives the screen another size. The main screen's text is wrapped anew; rows come and go at the
   * top, by way of the history, so that {@code onMain} stays on the screen.
   *
   * @param onMain a place on the main screen to follow
   * @return where that place is now
   */
  GridPlace resize(int newColumns, int newRows, GridPlace onMain) {
    List<Row> main = alternate ? hiddenMain : screen;
    int used = Math.max(usedRows(main), Math.min(onMain.row(), main.size() - 1) + 1);
    List<Row> all = new ArrayList<>(history.size() + used);
    for (int i = 0; i < history.size(); i++) {
      all.add(history.get(i));
    }
    all.addAll(main.subList(0, used));
    GridPlace place = new GridPlace(history.size() + onMain.row(), onMain.column());
    if (newColumns != columns) {
      Rewrap rewrap = new Rewrap(newColumns, place);
      all = rewrap.run(all);
      place = rewrap.place();
      generation++;
      history.clear();
    }
    // As many rows as fit, the lowest, but never so that the followed place leaves by the top.
    int top = Math.clamp(all.size() - (long) newRows, 0, place.row());
    while (history.size() > top) {
      history.removeLast();
    }
    for (int i = history.size(); i < top; i++) {
      history.add(all.get(i));
    }
    List<Row> fresh = new ArrayList<>(all.subList(top, Math.min(all.size(), top + newRows)));
    while (fresh.size() < newRows) {
      fresh.add(new Row(TextStyle.EMPTY));
    }
    columns = newColumns;
    rows = newRows;
    if (alternate) {
      hiddenMain = fresh;
      crop(screen);
    } else {
      screen = fresh;
      crop(hiddenAlternate);
    }
    return new GridPlace(Math.min(place.row() - top, newRows - 1), place.column());
  }

  private void crop(List<Row> other) {
    if (other.isEmpty()) {
      return;
    }
    while (other.size() > rows) {
      other.remove(other.size() - 1);
    }
    while (other.size() < rows) {
      other.add(new Row(TextStyle.EMPTY));
    }
    other.forEach(row -> row.crop(columns));
  }

  private static int usedRows(List<Row> rows) {
    int used = rows.size();
    while (used > 0 && rows.get(used - 1).isBlank()) {
      used--;
    }
    return used;
  }
}

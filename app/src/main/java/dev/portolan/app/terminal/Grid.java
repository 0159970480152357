package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The rows of the screen with its history, and the alternate screen. Rows start at 0. Guarded by
 * the screen's lock.
 */
final class Grid {
  private History history;
  private List<Row> screen;
  private List<Row> hiddenMain = List.of();
  private List<Row> hiddenAlternate = List.of();
  private boolean alternate;
  private int columns;
  private int rows;
  private int generation;

  Grid(int columns, int rows, History history) {
    this.columns = columns;
    this.rows = rows;
    this.history = history;
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

  /** Changes when row numbers become invalid: with another screen or width. */
  int generation() {
    return generation;
  }

  Row row(int row) {
    return screen.get(row);
  }

  /** The number of the oldest row. */
  long firstNumber() {
    return alternate ? screenTop() : history.firstNumber();
  }

  /** The number of the first row of the screen. */
  long screenTop() {
    return history.firstNumber() + history.size();
  }

  /** Row {@code number}, blank if it does not exist. */
  Row numbered(long number) {
    long onScreen = number - screenTop();
    if (onScreen >= 0) {
      return onScreen < rows ? screen.get((int) onScreen) : new Row(TextStyle.EMPTY);
    }
    long old = number - history.firstNumber();
    return old < 0 || alternate ? new Row(TextStyle.EMPTY) : history.get((int) old);
  }

  /** The marks of row {@code number}, none if it does not exist. */
  RowMarks marks(long number) {
    long old = number - history.firstNumber();
    if (number >= screenTop() || old < 0 || alternate) {
      return numbered(number).marks();
    }
    return history.marks((int) old);
  }

  /** Sets the marks of row {@code number}, if it exists. */
  void setMarks(long number, RowMarks marks) {
    long old = number - history.firstNumber();
    if (number >= screenTop()) {
      numbered(number).setMarks(marks);
    } else if (old >= 0 && !alternate) {
      history.setMarks((int) old, marks);
    }
  }

  /** Scrolls rows up. Rows from the top of the screen go to the history. */
  void scrollUp(int top, int bottom, int count, TextStyle style) {
    if (top == 0 && !alternate) {
      screen.subList(0, count).forEach(history::add);
    }
    deleteRows(top, bottom, count, style);
  }

  /** Scrolls rows down. The lowest are lost. */
  void scrollDown(int top, int bottom, int count, TextStyle style) {
    screen.addAll(top, takeOut(bottom + 1 - count, count, style));
  }

  /** Removes rows, whose memory is reused for new ones. */
  private List<Row> takeOut(int from, int count, TextStyle style) {
    List<Row> gone = screen.subList(from, from + count);
    List<Row> blank = new ArrayList<>(gone);
    gone.clear();
    blank.forEach(row -> row.renew(style));
    return blank;
  }

  /** Scrolls cells within the margins up, from row {@code top}. */
  void shiftUp(Margins area, int top, int count, TextStyle style) {
    for (int row = top; row <= area.bottom(); row++) {
      shift(area, row, row + count, style);
    }
  }

  /** Scrolls cells within the margins down, from row {@code top}. */
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

  /** Scrolls rows up without adding to the history. */
  void deleteRows(int top, int bottom, int count, TextStyle style) {
    List<Row> blank = takeOut(top, count, style);
    screen.addAll(bottom + 1 - count, blank);
  }

  void eraseRows(int from, int to, TextStyle style) {
    for (int row = from; row < to; row++) {
      screen.set(row, new Row(style));
    }
  }

  /** Copies the screen to the history before it is cleared. */
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

  /**
   * Drops the oldest rows of the history, at least {@code bytes} in total or all.
   *
   * @return whether any were dropped
   */
  boolean dropOldest(long bytes) {
    return history.drop(bytes);
  }

  /** Whether rows were dropped because of the memory limit. */
  boolean isShortened() {
    return !alternate && history.isShortened();
  }

  /** Discards the history for good. */
  void close() {
    history.close();
  }

  void clearScreen() {
    screen = blank(rows, TextStyle.EMPTY);
  }

  /** Switches screens. The alternate one is initially blank. */
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

  /** Clears the alternate screen, which must not be active. */
  void clearAlternate() {
    hiddenAlternate = List.of();
  }

  /**
   * Resizes the screen. Text of the main screen is reflowed; rows move between screen and history
   * so that {@code onMain} stays visible.
   *
   * @param onMain a position on the main screen to keep visible
   * @return its new position
   */
  GridPlace resize(int newColumns, int newRows, GridPlace onMain) {
    List<Row> main = alternate ? hiddenMain : screen;
    int used = Math.max(usedRows(main), Math.min(onMain.row(), main.size() - 1) + 1);
    Deque<Row> kept = new ArrayDeque<>(main.subList(0, used));
    GridPlace place =
        newColumns == columns
            ? move(kept, newRows, onMain)
            : reflow(kept, newColumns, newRows, onMain);
    List<Row> fresh = new ArrayList<>(kept);
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
    return new GridPlace(Math.min(place.row(), newRows - 1), place.column());
  }

  /**
   * Moves rows between the history and {@code kept}, so that {@code kept} has those of the screen
   * and the followed position stays visible.
   */
  private GridPlace move(Deque<Row> kept, int newRows, GridPlace followed) {
    int above = history.size();
    int top = Math.clamp(above + kept.size() - (long) newRows, 0, above + followed.row());
    for (int i = top; i < above; i++) {
      kept.addFirst(history.takeLast());
    }
    for (int i = above; i < top; i++) {
      history.add(kept.removeFirst());
    }
    while (kept.size() > newRows) {
      kept.removeLast();
    }
    return new GridPlace(above + followed.row() - top, followed.column());
  }

  /** Reflows the history and {@code kept}, which then has the rows of the screen. */
  private GridPlace reflow(Deque<Row> kept, int newColumns, int newRows, GridPlace followed) {
    History old = history;
    history = old.successor();
    generation++;
    GridPlace place = new GridPlace(old.size() + followed.row(), followed.column());
    Reflow reflow = new Reflow(newColumns, newRows, place, history);
    while (old.size() > 0) {
      reflow.add(old.takeFirst());
    }
    kept.forEach(reflow::add);
    kept.clear();
    kept.addAll(reflow.end());
    return reflow.place();
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

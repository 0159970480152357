package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/** The main and the alternate screen, each with a saved cursor. Guarded by the screen's lock. */
final class Screens {
  private final Grid grid;
  private final Cursor cursor;
  private final Pen pen;
  private final Modes modes;
  private final CharacterSets sets;
  private final KeyModes keyModes;
  private @Nullable SavedCursor savedOnMain;
  private @Nullable SavedCursor savedOnAlternate;

  Screens(Grid grid, Cursor cursor, Pen pen, Modes modes, CharacterSets sets, KeyModes keyModes) {
    this.grid = grid;
    this.cursor = cursor;
    this.pen = pen;
    this.modes = modes;
    this.sets = sets;
    this.keyModes = keyModes;
  }

  void useAlternate(boolean on) {
    grid.useAlternate(on);
    keyModes.useAlternate(on);
  }

  void useCleared(boolean on) {
    if (!on && grid.isAlternate()) {
      grid.clearScreen();
    }
    useAlternate(on);
  }

  /** Switches the alternate screen, and saves or restores the cursor. */
  void useFullScreen(boolean on) {
    if (on) {
      saveCursor();
      useAlternate(true);
      grid.eraseRows(0, grid.rows(), pen.erased());
    } else {
      useAlternate(false);
      restoreCursor();
    }
  }

  void saveOrRestore(boolean save) {
    if (save) {
      saveCursor();
    } else {
      restoreCursor();
    }
  }

  void saveCursor() {
    SavedCursor saved =
        new SavedCursor(
            cursor.column(),
            cursor.row(),
            cursor.isWaiting(),
            modes.isOn(Mode.ORIGIN),
            pen.save(),
            sets.save());
    if (grid.isAlternate()) {
      savedOnAlternate = saved;
    } else {
      savedOnMain = saved;
    }
  }

  void restoreCursor() {
    SavedCursor saved = grid.isAlternate() ? savedOnAlternate : savedOnMain;
    if (saved == null) {
      modes.set(Mode.ORIGIN, false);
      cursor.set(0, 0);
      pen.reset();
      sets.reset();
      return;
    }
    modes.set(Mode.ORIGIN, saved.origin());
    place(saved.column(), saved.row());
    cursor.setWaiting(cursor.isWaiting() || saved.waiting());
    pen.restore(saved.pen());
    sets.restore(saved.sets());
  }

  void forgetCursors() {
    savedOnMain = null;
    savedOnAlternate = null;
  }

  /** Resizes both screens. The cursor stays with its text. */
  void resize(int columns, int rows) {
    int column = cursor.isWaiting() ? cursor.column() + 1 : cursor.column();
    if (grid.isAlternate()) {
      SavedCursor main = savedOnMain;
      GridPlace kept =
          main == null ? new GridPlace(0, 0) : new GridPlace(main.row(), main.column());
      GridPlace place = grid.resize(columns, rows, kept);
      savedOnMain = main == null ? null : main.at(place.column(), place.row());
      place(column, cursor.row());
    } else {
      GridPlace place = grid.resize(columns, rows, new GridPlace(cursor.row(), column));
      place(place.column(), place.row());
    }
  }

  private void place(int column, int row) {
    cursor.set(column, row);
    cursor.setWaiting(column >= grid.columns());
  }
}

package dev.portolan.app.terminal;

/** The state saved by {@code DECSC}. */
record SavedCursor(
    int column, int row, boolean waiting, boolean origin, Pen.Saved pen, CharacterSets.Saved sets) {
  SavedCursor at(int otherColumn, int otherRow) {
    return new SavedCursor(otherColumn, otherRow, waiting, origin, pen, sets);
  }
}

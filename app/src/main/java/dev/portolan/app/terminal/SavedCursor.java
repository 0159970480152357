package dev.portolan.app.terminal;

/** What {@code DECSC} puts aside. */
record SavedCursor(
    int column, int row, boolean waiting, boolean origin, Pen.Saved pen, CharacterSets.Saved sets) {
  SavedCursor at(int otherColumn, int otherRow) {
    return new SavedCursor(otherColumn, otherRow, waiting, origin, pen, sets);
  }
}

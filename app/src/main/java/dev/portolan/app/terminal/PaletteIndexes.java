package dev.portolan.app.terminal;

/** The palette indexes of the current colours, for queries; -1 for RGB or the default. */
record PaletteIndexes(int foreground, int background, int underline) {
  static final PaletteIndexes NONE = new PaletteIndexes(-1, -1, -1);

  PaletteIndexes withForeground(int index) {
    return index == foreground ? this : new PaletteIndexes(index, background, underline);
  }

  PaletteIndexes withBackground(int index) {
    return index == background ? this : new PaletteIndexes(foreground, index, underline);
  }

  PaletteIndexes withUnderline(int index) {
    return index == underline ? this : new PaletteIndexes(foreground, background, index);
  }
}

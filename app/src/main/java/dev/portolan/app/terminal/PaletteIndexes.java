package dev.portolan.app.terminal;

/**
 * By which numbers of the palette of 256 a program has chosen colours, for it may ask; -1 where it
 * chose by red, green and blue, or nothing.
 */
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

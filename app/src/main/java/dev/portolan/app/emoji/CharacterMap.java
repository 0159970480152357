package dev.portolan.app.emoji;

/** Maps code points to glyphs: formats 12 and 14 of a font's {@code cmap} table. */
final class CharacterMap {
  private static final int GROUP = 12;
  private static final int SELECTOR = 11;
  private static final int RANGE = 4;
  private static final int MAPPING = 5;

  private final FontTable table;
  private final long groups;
  private final long groupCount;

  /**
   * Offset of the default UVS table of U+FE0F: sequences with the same glyph. 0 if there is none.
   */
  private final long usual;

  /**
   * Offset of the non-default UVS table of U+FE0F: sequences with another glyph. 0 if there is
   * none.
   */
  private final long unusual;

  CharacterMap(FontTable table) throws EmojiFontException {
    this.table = table;
    long full = subtable(12);
    if (full == 0) {
      throw new EmojiFontException("it has no map of all characters");
    }
    groups = full + 16;
    groupCount = table.u32(full + 12);
    table.checkList(groups, groupCount, GROUP);
    long selectors = subtable(14);
    long selector = selectors == 0 ? 0 : selector(selectors);
    usual = selector == 0 ? 0 : offset(selectors, table.u32(selector + 3), RANGE);
    unusual = selector == 0 ? 0 : offset(selectors, table.u32(selector + 7), MAPPING);
  }

  private long subtable(int format) throws EmojiFontException {
    int count = table.u16(2);
    table.checkList(4, count, 8);
    for (int i = 0; i < count; i++) {
      long offset = table.u32(4 + 8L * i + 4);
      if (table.u16(offset) == format) {
        return offset;
      }
    }
    return 0;
  }

  private long selector(long selectors) throws EmojiFontException {
    long count = table.u32(selectors + 6);
    table.checkList(selectors + 10, count, SELECTOR);
    for (long i = 0; i < count; i++) {
      long at = selectors + 10 + SELECTOR * i;
      if (table.u24(at) == EmojiText.EMOJI_STYLE) {
        return at;
      }
    }
    return 0;
  }

  private long offset(long selectors, long offset, int size) throws EmojiFontException {
    if (offset == 0) {
      return 0;
    }
    long at = selectors + offset;
    table.checkList(at + 4, table.u32(at), size);
    return at;
  }

  /** The glyph for a code point, or 0. */
  int glyph(int codePoint) throws EmojiFontException {
    long low = 0;
    long high = groupCount - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long at = groups + GROUP * middle;
      if (codePoint < table.u32(at)) {
        high = middle - 1;
      } else if (codePoint > table.u32(at + 4)) {
        low = middle + 1;
      } else {
        long glyph = table.u32(at + 8) + codePoint - table.u32(at);
        return glyph <= 0xffff ? (int) glyph : 0;
      }
    }
    return 0;
  }

  /** The glyph for a code point followed by U+FE0F, or 0 if the font does not know the sequence. */
  int emojiGlyph(int codePoint) throws EmojiFontException {
    if (unusual != 0) {
      long at = find(unusual, MAPPING, codePoint);
      if (at != 0 && table.u24(at) == codePoint) {
        return table.u16(at + 3);
      }
    }
    if (usual != 0) {
      long at = find(usual, RANGE, codePoint);
      if (at != 0 && codePoint - table.u24(at) <= table.u8(at + 3)) {
        return glyph(codePoint);
      }
    }
    return 0;
  }

  /** Offset of the last entry in a sorted list that starts at or before {@code codePoint}, or 0. */
  private long find(long list, int size, int codePoint) throws EmojiFontException {
    long low = 0;
    long high = table.u32(list) - 1;
    long found = 0;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long at = list + 4 + size * middle;
      if (table.u24(at) <= codePoint) {
        found = at;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return found;
  }
}

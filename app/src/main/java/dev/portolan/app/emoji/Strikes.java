package dev.portolan.app.emoji;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the pictures of glyphs lie in the table {@code CBDT}, in each size that there is: the table
 * {@code CBLC}.
 */
final class Strikes {
  private static final int SIZE = 48;
  private static final int MAX_SIZES = 64;
  private static final int MAX_SUBTABLES = 4_096;

  private final FontTable table;

  /** From the smallest on. */
  private final List<Strike> strikes = new ArrayList<>();

  /** Glyphs in one size; {@code list} is where the list of their subtables begins. */
  private record Strike(int height, long list, int subtables) {}

  /** Bytes in {@code CBDT}, and the format that the picture has there. */
  record Place(long offset, int length, int format) {}

  Strikes(FontTable table) throws EmojiFontException {
    this.table = table;
    long count = table.u32(4);
    if (count > MAX_SIZES) {
      throw new EmojiFontException("it has more than " + MAX_SIZES + " sizes of pictures");
    }
    for (int i = 0; i < count; i++) {
      long at = 8 + (long) SIZE * i;
      long subtables = table.u32(at + 8);
      if (subtables > MAX_SUBTABLES) {
        throw new EmojiFontException("it has too many kinds of pictures");
      }
      long list = table.u32(at);
      table.checkList(list, subtables, 8);
      strikes.add(new Strike(table.u8(at + 45), list, (int) subtables));
    }
    if (strikes.isEmpty()) {
      throw new EmojiFontException("it has no pictures");
    }
    strikes.sort(Comparator.comparingInt(Strike::height));
  }

  /**
   * Where the picture of a glyph lies: the smallest that has {@code height} pixels a line, or the
   * largest; null if there is none.
   */
  @Nullable Place find(int glyph, int height) throws EmojiFontException {
    Place best = null;
    for (Strike strike : strikes) {
      Place place = find(strike, glyph);
      best = place == null ? best : place;
      if (best != null && strike.height() >= height) {
        return best;
      }
    }
    return best;
  }

  private @Nullable Place find(Strike strike, int glyph) throws EmojiFontException {
    for (int i = 0; i < strike.subtables(); i++) {
      long at = strike.list() + 8L * i;
      int first = table.u16(at);
      if (glyph >= first && glyph <= table.u16(at + 2)) {
        return inSubtable(strike.list() + table.u32(at + 4), glyph, glyph - first);
      }
    }
    return null;
  }

  private @Nullable Place inSubtable(long at, int glyph, int index) throws EmojiFontException {
    int format = table.u16(at + 2);
    long data = table.u32(at + 4);
    return switch (table.u16(at)) {
      case 1 -> {
        long offsets = at + 8 + 4L * index;
        yield place(data, table.u32(offsets), table.u32(offsets + 4), format);
      }
      case 2 -> ofOneSize(data, index, table.u32(at + 8), format);
      case 3 -> {
        long offsets = at + 8 + 2L * index;
        yield place(data, table.u16(offsets), table.u16(offsets + 2), format);
      }
      case 4 -> {
        long entry = sparse(at + 12, table.u32(at + 8), 4, glyph);
        yield entry < 0 ? null : place(data, table.u16(entry + 2), table.u16(entry + 6), format);
      }
      case 5 -> {
        long entry = sparse(at + 24, table.u32(at + 20), 2, glyph);
        yield entry < 0 ? null : ofOneSize(data, (entry - at - 24) / 2, table.u32(at + 8), format);
      }
      default -> null;
    };
  }

  /** Where {@code glyph} is in a sorted list, or -1. */
  private long sparse(long list, long count, int size, int glyph) throws EmojiFontException {
    table.checkList(list, count, size);
    long low = 0;
    long high = count - 1;
    while (low <= high) {
      long middle = (low + high) >>> 1;
      long at = list + size * middle;
      int there = table.u16(at);
      if (glyph < there) {
        high = middle - 1;
      } else if (glyph > there) {
        low = middle + 1;
      } else {
        return at;
      }
    }
    return -1;
  }

  private static @Nullable Place ofOneSize(long data, long index, long size, int format)
      throws EmojiFontException {
    return place(data, index * size, (index + 1) * size, format);
  }

  private static @Nullable Place place(long data, long from, long to, int format)
      throws EmojiFontException {
    if (to < from || to - from > EmojiPng.MAX_BYTES) {
      throw new EmojiFontException("a picture in it has an impossible length");
    }
    return to == from ? null : new Place(data + from, (int) (to - from), format);
  }
}

package dev.portolan.app.emoji;

import java.nio.ByteBuffer;

/** The bytes of a font table. Numbers are big-endian; reads are bounds-checked. */
final class FontTable {
  private final String name;
  private final ByteBuffer bytes;

  FontTable(String name, byte[] bytes) {
    this.name = name;
    this.bytes = ByteBuffer.wrap(bytes);
  }

  int u8(long at) throws EmojiFontException {
    return Byte.toUnsignedInt(bytes.get(index(at, 1)));
  }

  int u16(long at) throws EmojiFontException {
    return Short.toUnsignedInt(bytes.getShort(index(at, 2)));
  }

  int u24(long at) throws EmojiFontException {
    int i = index(at, 3);
    return u8(i) << 16 | u16(i + 1L);
  }

  long u32(long at) throws EmojiFontException {
    return Integer.toUnsignedLong(bytes.getInt(index(at, 4)));
  }

  /** Copies a byte range. */
  byte[] bytes(long at, long length) throws EmojiFontException {
    checkList(at, length, 1);
    byte[] copy = new byte[(int) length];
    bytes.get((int) at, copy);
    return copy;
  }

  /** Fails if a list of {@code count} entries exceeds the table. */
  void checkList(long at, long count, int size) throws EmojiFontException {
    if (at < 0 || at > bytes.limit() || count > (bytes.limit() - at) / size) {
      throw beyond();
    }
  }

  private int index(long at, int size) throws EmojiFontException {
    if (at < 0 || at > bytes.limit() - size) {
      throw beyond();
    }
    return (int) at;
  }

  private EmojiFontException beyond() {
    return new EmojiFontException("its table " + name + " points beyond its end");
  }
}

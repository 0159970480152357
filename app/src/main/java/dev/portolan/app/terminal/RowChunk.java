package dev.portolan.app.terminal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Consecutive rows of the scrollback packed into one array, so that it needs a few hundred objects
 * instead of one or more per row. Rows are added at the end and removed at both ends. All use one
 * style table. Guarded by the screen's lock.
 */
final class RowChunk {
  /** The maximum size of a chunk, unless a single row needs more. */
  static final int BYTES = 32 << 10;

  /** The initial size of a growing chunk. */
  private static final int LEAST_BYTES = 1 << 10;

  private static final int LEAST_ROWS = 32;

  /** The estimated overhead of a row. */
  private static final int ROW_BYTES = 8;

  private final StyleTable styles;
  private byte[] data;

  /** The offsets of rows. Only the first row may be larger than a char can express. */
  private char[] starts = new char[LEAST_ROWS];

  /** The number of entries in {@link #starts}, including removed ones. */
  private int rows;

  private int gone;
  private int used;

  /** The row number of the first entry in {@link #starts}. */
  private final long firstNumber;

  /** Marks of rows by index in {@link #starts}. */
  private final Map<Integer, RowMarks> marks = new HashMap<>(0);

  private RowChunk(StyleTable styles, byte[] data, long firstNumber) {
    this.styles = styles;
    this.data = data;
    this.firstNumber = firstNumber;
  }

  /** A chunk that grows up to {@link #BYTES}. */
  static RowChunk growing(StyleTable styles, long firstNumber) {
    return new RowChunk(styles, new byte[LEAST_BYTES], firstNumber);
  }

  /** A chunk with room for {@code data.length} bytes. */
  static RowChunk of(byte[] data, StyleTable styles, long firstNumber) {
    return new RowChunk(styles, data, firstNumber);
  }

  StyleTable styles() {
    return styles;
  }

  /** The number of its oldest row. */
  long firstNumber() {
    return firstNumber + gone;
  }

  boolean isEmpty() {
    return gone == rows;
  }

  /** Its array, exclusively used by this chunk. */
  byte[] data() {
    return data;
  }

  /**
   * Adds a row.
   *
   * @param packed starts with the packed row
   * @param length the row's length
   * @return false if there is no room
   */
  boolean add(byte[] packed, int length, RowMarks said) {
    if (!reserve(used + length)) {
      return false;
    }
    if (rows == starts.length) {
      starts = Arrays.copyOf(starts, 2 * rows);
    }
    System.arraycopy(packed, 0, data, used, length);
    starts[rows] = (char) used;
    used += length;
    setMarksAt(rows, said);
    rows++;
    return true;
  }

  private boolean reserve(int bytes) {
    if (bytes <= data.length) {
      return true;
    }
    if (bytes > BYTES) {
      return false;
    }
    int size = data.length;
    while (size < bytes) {
      size *= 2;
    }
    data = Arrays.copyOf(data, Math.min(size, BYTES));
    return true;
  }

  /** Releases unused memory, because no more rows are added. */
  void trim() {
    data = Arrays.copyOf(data, used);
  }

  /** The row with this number. */
  Row get(long number) {
    int place = place(number);
    return new PackedRow(data, starts[place], end(place), styles).unpack(marksAt(place));
  }

  RowMarks marks(long number) {
    return marksAt(place(number));
  }

  void setMarks(long number, RowMarks said) {
    setMarksAt(place(number), said);
  }

  /** Removes the oldest row. Returns its approximate memory without styles. */
  long removeFirst() {
    long bytes = bytes(gone);
    setMarksAt(gone, RowMarks.NONE);
    gone++;
    return bytes;
  }

  /** Removes the newest row. Returns its approximate memory without styles. */
  long removeLast() {
    int last = rows - 1;
    long bytes = bytes(last);
    setMarksAt(last, RowMarks.NONE);
    used = starts[last];
    rows = last;
    return bytes;
  }

  /** The approximate memory of a packed row without styles. */
  static long bytesOf(int length) {
    return (long) ROW_BYTES + length;
  }

  private long bytes(int place) {
    return bytesOf(end(place) - starts[place]);
  }

  private int end(int place) {
    return place + 1 == rows ? used : starts[place + 1];
  }

  private int place(long number) {
    return (int) (number - firstNumber);
  }

  private RowMarks marksAt(int place) {
    return marks.isEmpty() ? RowMarks.NONE : marks.getOrDefault(place, RowMarks.NONE);
  }

  private void setMarksAt(int place, RowMarks said) {
    if (!said.equals(RowMarks.NONE)) {
      marks.put(place, said);
    } else if (!marks.isEmpty()) {
      marks.remove(place);
    }
  }
}

package dev.portolan.app.terminal;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rows that have left the screen one after the other, packed into one array: a full scrollback is a
 * few hundred objects instead of one or more for each row. Rows come at the end, and go at both
 * ends. All of them use one table of styles. Guarded by the lock of its screen.
 */
final class RowChunk {
  /** Bytes of a chunk that has grown, unless a single row needs more. */
  static final int BYTES = 32 << 10;

  /** Bytes of a chunk that may stay the only one. */
  private static final int LEAST_BYTES = 1 << 10;

  private static final int LEAST_ROWS = 32;

  /** Where a row begins, and its part of what is free in a chunk. */
  private static final int ROW_BYTES = 8;

  private final StyleTable styles;
  private byte[] data;

  /** Where each row begins. Only the first row may reach beyond what a character counts. */
  private char[] starts = new char[LEAST_ROWS];

  /** Rows in {@link #starts}, with those at its beginning that are gone. */
  private int rows;

  private int gone;
  private int used;

  /** The number of the row at the beginning of {@link #starts}. */
  private final long firstNumber;

  /** What shells said of rows, by their place in {@link #starts}; of most they say nothing. */
  private final Map<Integer, RowMarks> marks = new HashMap<>(0);

  private RowChunk(StyleTable styles, byte[] data, long firstNumber) {
    this.styles = styles;
    this.data = data;
    this.firstNumber = firstNumber;
  }

  /** A chunk that grows from little to {@link #BYTES}. */
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

  /** Its array, which nothing else may use before this is given up. */
  byte[] data() {
    return data;
  }

  /**
   * Adds a row.
   *
   * @param packed begins with the row
   * @param length bytes of the row
   * @return whether there was room
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

  /** Gives back what is free; no row comes any more. */
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

  /** The oldest row is gone; returns how much memory it took without its styles, roughly. */
  long removeFirst() {
    long bytes = bytes(gone);
    setMarksAt(gone, RowMarks.NONE);
    gone++;
    return bytes;
  }

  /** The newest row is gone; returns how much memory it took without its styles, roughly. */
  long removeLast() {
    int last = rows - 1;
    long bytes = bytes(last);
    setMarksAt(last, RowMarks.NONE);
    used = starts[last];
    rows = last;
    return bytes;
  }

  /** How much memory a row of so many bytes takes without its styles, roughly. */
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

package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.nio.charset.StandardCharsets;

/**
 * A row of the scrollback, packed into bytes of a {@link RowChunk} by {@link RowPacker}.
 *
 * <p>Format: flags (wrapped, bytes per cell, clusters); number of cells; background style; if there
 * are clusters, their total bytes, then the length and the UTF-16 units of each; style runs (cells,
 * style); cells. Numbers are LEB128.
 */
final class PackedRow {
  /** Flag: wrapped. */
  static final int WRAPPED = 1;

  /** Flag: two bytes per cell, big-endian. */
  static final int TWO_BYTES = 2;

  /** Flag: four bytes per cell, big-endian. Without a flag it is one. */
  static final int FOUR_BYTES = 4;

  /** Flag: some cells are clusters. */
  static final int CLUSTERS = 8;

  /** The second cell of a wide character, in two bytes. */
  static final char SECOND = '\ud800';

  /** A cluster, in two bytes. */
  static final char CLUSTER = '\ud801';

  private final byte[] data;
  private final int from;
  private final int end;
  private final StyleTable styles;

  /** The row in the bytes from {@code from} up to {@code end}. */
  PackedRow(byte[] data, int from, int end, StyleTable styles) {
    this.data = data;
    this.from = from;
    this.end = end;
    this.styles = styles;
  }

  /** Unpacks the row. */
  Row unpack(RowMarks marks) {
    Numbers numbers = new Numbers(from + 1);
    int length = numbers.next();
    Row row = new Row(styles.style(numbers.next()), length);
    row.setWrapped(has(WRAPPED));
    row.setMarks(marks);
    if (!has(TWO_BYTES) && !has(FOUR_BYTES)) {
      unpackBytes(row, length, numbers);
    } else if (has(CLUSTERS)) {
      int bytes = numbers.next();
      Numbers clusters = new Numbers(numbers.at);
      numbers.at += bytes;
      unpackCells(row, length, numbers, clusters);
    } else {
      unpackCells(row, length, numbers, numbers);
    }
    return row;
  }

  private boolean has(int flag) {
    return (data[from] & flag) != 0;
  }

  private void unpackBytes(Row row, int length, Numbers runs) {
    String text = new String(data, end - length, length, StandardCharsets.ISO_8859_1);
    int column = 0;
    while (column < length) {
      int count = runs.next();
      row.putText(column, text, column, count, styles.style(runs.next()));
      column += count;
    }
  }

  private void unpackCells(Row row, int length, Numbers runs, Numbers clusters) {
    int width = has(TWO_BYTES) ? 2 : 4;
    int at = end - width * length;
    int runEnd = 0;
    TextStyle style = TextStyle.EMPTY;
    for (int column = 0; column < length; column++) {
      if (column == runEnd) {
        runEnd += runs.next();
        style = styles.style(runs.next());
      }
      int cell = width == 2 ? twoBytes(at) : fourBytes(at);
      at += width;
      if (cell == Cells.CLUSTER) {
        row.putCluster(column, clusters.text(), style);
      } else {
        row.put(column, cell, style);
      }
    }
  }

  private int twoBytes(int at) {
    char cell = twoBytesAt(at);
    return switch (cell) {
      case SECOND -> Cells.SECOND;
      case CLUSTER -> Cells.CLUSTER;
      default -> cell;
    };
  }

  private char twoBytesAt(int at) {
    return (char) (data[at] << 8 | (data[at + 1] & 0xff));
  }

  private int fourBytes(int at) {
    return data[at] << 24
        | (data[at + 1] & 0xff) << 16
        | (data[at + 2] & 0xff) << 8
        | (data[at + 3] & 0xff);
  }

  /** Reads numbers, and clusters, one after the other. */
  private final class Numbers {
    private int at;

    Numbers(int at) {
      this.at = at;
    }

    int next() {
      int number = 0;
      int shift = 0;
      byte next;
      do {
        next = data[at++];
        number |= (next & 0x7f) << shift;
        shift += 7;
      } while (next < 0);
      return number;
    }

    String text() {
      char[] text = new char[next()];
      for (int i = 0; i < text.length; i++) {
        text[i] = twoBytesAt(at);
        at += 2;
      }
      return new String(text);
    }
  }
}

package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.nio.charset.StandardCharsets;

/**
 * A row that has left the screen, in few bytes of a {@link RowChunk}. {@link RowPacker} writes
 * them.
 *
 * <p>The bytes: whether it is wrapped, how wide its cells are and whether any are clusters; how
 * many cells it has; the style behind them; where there are clusters, how many bytes they take,
 * then of each how many characters and these, two bytes each; runs of one style each, as how many
 * cells and which style; the cells. Numbers have seven bits a byte, the lowest first, and the
 * eighth where more follow.
 */
final class PackedRow {
  /** In the first byte: the text goes on in the next row. */
  static final int WRAPPED = 1;

  /** In the first byte: cells have two bytes, the higher first. */
  static final int TWO_BYTES = 2;

  /** In the first byte: cells have four bytes, the highest first. Without either they have one. */
  static final int FOUR_BYTES = 4;

  /** In the first byte: some cells are clusters. */
  static final int CLUSTERS = 8;

  /** In two bytes, the second cell of a wide character: no character is this. */
  static final char SECOND = '\ud800';

  /** In two bytes, a cluster: no character is this. */
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

  /** The row as it was. */
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

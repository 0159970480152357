package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A row that has left the screen, in few bytes; only its marks may still change. {@link RowPacker}
 * makes it.
 *
 * <p>The bytes: whether it is wrapped and how wide its cells are; how many cells it has; the style
 * behind them; runs of one style each, as how many cells and which style; the cells. Numbers
 * between the first byte and the cells have seven bits a byte, the lowest first, and the eighth
 * where more follow.
 */
final class PackedRow {
  /** In the first byte: the text goes on in the next row. */
  static final int WRAPPED = 1;

  /** In the first byte: cells have two bytes, the higher first. */
  static final int TWO_BYTES = 2;

  /** In the first byte: cells have four bytes, the highest first. Without either they have one. */
  static final int FOUR_BYTES = 4;

  /** In two bytes, the second cell of a wide character: no character is this. */
  static final char SECOND = '\ud800';

  /** In two bytes, a cluster: no character is this. */
  static final char CLUSTER = '\ud801';

  /** The object, the header of its bytes, its place in a history. */
  private static final int ROW_BYTES = 56;

  /** A cluster besides its characters: a reference, an object, an array. */
  private static final int CLUSTER_BYTES = 48;

  private final byte[] data;
  private final StyleTable styles;

  /** What stands in the cells that are clusters, in their order. */
  private final String @Nullable [] clusters;

  private RowMarks marks;

  PackedRow(byte[] data, StyleTable styles, String @Nullable [] clusters, RowMarks marks) {
    this.data = data;
    this.styles = styles;
    this.clusters = clusters;
    this.marks = marks;
  }

  RowMarks marks() {
    return marks;
  }

  void setMarks(RowMarks said) {
    marks = said;
  }

  StyleTable styles() {
    return styles;
  }

  /** How much memory it takes without its styles, roughly. */
  long bytes() {
    long bytes = (long) ROW_BYTES + data.length;
    if (clusters != null) {
      for (String cluster : clusters) {
        bytes += CLUSTER_BYTES + 2L * cluster.length();
      }
    }
    return bytes;
  }

  /** The row as it was. */
  Row unpack() {
    Numbers numbers = new Numbers();
    int length = numbers.next();
    Row row = new Row(styles.style(numbers.next()), length);
    row.setWrapped((data[0] & WRAPPED) != 0);
    row.setMarks(marks);
    if ((data[0] & (TWO_BYTES | FOUR_BYTES)) == 0) {
      unpackBytes(row, length, numbers);
    } else {
      unpackCells(row, length, numbers);
    }
    return row;
  }

  private void unpackBytes(Row row, int length, Numbers runs) {
    String text = new String(data, data.length - length, length, StandardCharsets.ISO_8859_1);
    int column = 0;
    while (column < length) {
      int count = runs.next();
      row.putText(column, text, column, count, styles.style(runs.next()));
      column += count;
    }
  }

  private void unpackCells(Row row, int length, Numbers runs) {
    int width = (data[0] & TWO_BYTES) != 0 ? 2 : 4;
    int at = data.length - width * length;
    int runEnd = 0;
    TextStyle style = TextStyle.EMPTY;
    int cluster = 0;
    for (int column = 0; column < length; column++) {
      if (column == runEnd) {
        runEnd += runs.next();
        style = styles.style(runs.next());
      }
      int cell = width == 2 ? twoBytes(at) : fourBytes(at);
      at += width;
      if (cell == Cells.CLUSTER && clusters != null) {
        row.putCluster(column, clusters[cluster++], style);
      } else {
        row.put(column, cell, style);
      }
    }
  }

  private int twoBytes(int at) {
    char cell = (char) (data[at] << 8 | (data[at + 1] & 0xff));
    return switch (cell) {
      case SECOND -> Cells.SECOND;
      case CLUSTER -> Cells.CLUSTER;
      default -> cell;
    };
  }

  private int fourBytes(int at) {
    return data[at] << 24
        | (data[at + 1] & 0xff) << 16
        | (data[at + 2] & 0xff) << 8
        | (data[at + 3] & 0xff);
  }

  /** Reads the numbers behind the first byte. */
  private final class Numbers {
    private int at = 1;

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
  }
}

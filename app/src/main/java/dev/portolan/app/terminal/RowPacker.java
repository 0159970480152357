package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.IdentityHashMap;

/**
 * Packs the rows of one history. Equal styles should be the same object, to save memory. Guarded by
 * the screen's lock.
 */
final class RowPacker {
  /** Most styles of a table. Then a new one is started, because old styles may be unused. */
  private static final int STYLES = 1_024;

  private static final int BYTES_OF_NUMBER = 5;

  private final IdentityHashMap<TextStyle, Integer> numbers = new IdentityHashMap<>();
  private StyleTable styles = new StyleTable();
  private byte[] data = new byte[256];
  private int at;

  /** Starts a new style table. */
  void renew() {
    styles = new StyleTable();
    numbers.clear();
  }

  /** The current style table. */
  StyleTable styles() {
    return styles;
  }

  /** Packs a row to the beginning of {@link #data} and returns its length. */
  int pack(Row row) {
    if (styles.size() > STYLES) {
      renew();
    }
    int length = row.length();
    int width = width(row, length);
    int clusters = width == 1 ? 0 : clusterBytes(row, length);
    // worst case: the longest header, and a style run per cell
    reserve(1 + 3 * BYTES_OF_NUMBER + clusters + length * (2 * BYTES_OF_NUMBER + width));
    data[0] =
        (byte)
            ((row.isWrapped() ? PackedRow.WRAPPED : 0)
                | form(width)
                | (clusters > 0 ? PackedRow.CLUSTERS : 0));
    at = 1;
    number(length);
    number(numberOf(row.style(length)));
    if (clusters > 0) {
      number(clusters);
      clusters(row, length);
    }
    runs(row, length);
    cells(row, length, width);
    return at;
  }

  /** The buffer with the row packed last. */
  byte[] data() {
    return data;
  }

  private void reserve(int bytes) {
    if (data.length < bytes) {
      data = new byte[bytes];
    }
  }

  /** The bytes per cell. */
  private static int width(Row row, int length) {
    int width = 1;
    for (int column = 0; column < length; column++) {
      int cell = row.cell(column);
      if (cell < 0 || cell > 0xff) {
        width = 2;
        boolean fits =
            cell == Cells.SECOND
                || cell == Cells.CLUSTER
                || (cell >= 0 && cell <= 0xffff && !Character.isSurrogate((char) cell));
        if (!fits) {
          return 4;
        }
      }
    }
    return width;
  }

  private static int form(int width) {
    return switch (width) {
      case 1 -> 0;
      case 2 -> PackedRow.TWO_BYTES;
      default -> PackedRow.FOUR_BYTES;
    };
  }

  private void number(int number) {
    int rest = number;
    while (rest > 0x7f) {
      data[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    data[at++] = (byte) rest;
  }

  private int numberOf(TextStyle style) {
    Integer known = numbers.get(style);
    if (known != null) {
      return known;
    }
    int number = styles.add(style);
    numbers.put(style, number);
    return number;
  }

  private void runs(Row row, int length) {
    int start = 0;
    while (start < length) {
      int end = row.styleEnd(start);
      number(end - start);
      number(numberOf(row.style(start)));
      start = end;
    }
  }

  private void cells(Row row, int length, int width) {
    for (int column = 0; column < length; column++) {
      int cell = row.cell(column);
      if (width == 4) {
        data[at++] = (byte) (cell >> 24);
        data[at++] = (byte) (cell >> 16);
        data[at++] = (byte) (cell >> 8);
      } else if (width == 2) {
        cell = twoBytes(cell);
        data[at++] = (byte) (cell >> 8);
      }
      data[at++] = (byte) cell;
    }
  }

  private static int twoBytes(int cell) {
    return switch (cell) {
      case Cells.SECOND -> PackedRow.SECOND;
      case Cells.CLUSTER -> PackedRow.CLUSTER;
      default -> cell;
    };
  }

  private static int clusterBytes(Row row, int length) {
    int bytes = 0;
    for (int column = 0; column < length; column++) {
      if (row.cell(column) == Cells.CLUSTER) {
        int chars = row.text(column).length();
        bytes += bytesOf(chars) + 2 * chars;
      }
    }
    return bytes;
  }

  /** The encoded length of a number. */
  private static int bytesOf(int number) {
    return Math.max(1, (Integer.SIZE - Integer.numberOfLeadingZeros(number) + 6) / 7);
  }

  private void clusters(Row row, int length) {
    for (int column = 0; column < length; column++) {
      if (row.cell(column) == Cells.CLUSTER) {
        String text = row.text(column);
        number(text.length());
        for (int i = 0; i < text.length(); i++) {
          data[at++] = (byte) (text.charAt(i) >> 8);
          data[at++] = (byte) text.charAt(i);
        }
      }
    }
  }
}

package dev.portolan.app.terminal;

import java.util.Arrays;

/** A line joined from its wrapped rows. Maps characters to cells. */
final class LogicalLine {
  private final StringBuilder text = new StringBuilder();
  private long[] lineOf = new long[128];
  private int[] columnOf = new int[128];

  /** Adds the cells of row {@code line}. */
  void add(long line, Row row) {
    int length = row.isWrapped() ? row.length() : row.textLength();
    for (int column = 0; column < length; column++) {
      int before = text.length();
      text.append(row.text(column));
      for (int i = before; i < text.length(); i++) {
        place(i, line, column);
      }
    }
    place(text.length(), line, length);
  }

  private void place(int index, long line, int column) {
    if (index >= lineOf.length) {
      lineOf = Arrays.copyOf(lineOf, 2 * index);
      columnOf = Arrays.copyOf(columnOf, 2 * index);
    }
    lineOf[index] = line;
    columnOf[index] = column;
  }

  String text() {
    return text.toString();
  }

  int length() {
    return text.length();
  }

  /** The cells of the characters from {@code start} up to {@code end}, at least one. */
  TextRange range(int start, int end) {
    int last = end - 1;
    int after = lineOf[end] == lineOf[last] ? columnOf[end] : columnOf[last] + 1;
    return new TextRange(
        lineOf[start], columnOf[start], lineOf[last], Math.max(after, columnOf[last] + 1));
  }

  /** The index of the character at a cell, or -1. */
  int indexAt(long line, int column) {
    for (int i = 0; i < text.length(); i++) {
      boolean here = lineOf[i] == line && columnOf[i] <= column;
      boolean last = lineOf[i + 1] != line || columnOf[i + 1] > column;
      if (here && last) {
        return i;
      }
    }
    return -1;
  }
}

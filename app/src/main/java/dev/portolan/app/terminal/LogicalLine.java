package dev.portolan.app.terminal;

import java.util.Arrays;

/**
 * A line as a program wrote it, put together from the rows it was wrapped over; knows the cell of
 * every character.
 */
final class LogicalLine {
  private final StringBuilder text = new StringBuilder();
  private long[] lineOf = new long[128];
  private int[] columnOf = new int[128];

  /** Adds the cells of a row; the second cells of wide characters belong to the first. */
  void add(long line, String row) {
    for (int column = 0; column < row.length(); column++) {
      char c = row.charAt(column);
      if (c != ScreenLine.SECOND_CELL) {
        place(text.length(), line, column);
        text.append(c);
      }
    }
    place(text.length(), line, row.length());
  }

  private void place(int index, long line, int column) {
    if (index >= lineOf.length) {
      lineOf = Arrays.copyOf(lineOf, 2 * lineOf.length);
      columnOf = Arrays.copyOf(columnOf, 2 * columnOf.length);
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

  /** The cells of the characters from {@code start} up to {@code end}. */
  TextRange range(int start, int end) {
    if (end == start) {
      return new TextRange(lineOf[start], columnOf[start], lineOf[start], columnOf[start]);
    }
    int last = end - 1;
    boolean nextOnSameLine = end <= text.length() && lineOf[end] == lineOf[last];
    int after = nextOnSameLine ? columnOf[end] : columnOf[last] + 1;
    return new TextRange(lineOf[start], columnOf[start], lineOf[last], after);
  }

  /** The character drawn at a cell, or -1 where there is none. */
  int indexAt(long line, int column) {
    int found = -1;
    for (int i = 0; i < text.length(); i++) {
      if (lineOf[i] == line && columnOf[i] <= column) {
        found = i;
      }
    }
    boolean behind = found >= 0 && column > columnOf[found] + 1;
    return behind ? -1 : found;
  }
}

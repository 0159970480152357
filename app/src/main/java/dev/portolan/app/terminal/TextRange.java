package dev.portolan.app.terminal;

/** A range of text by line number and column, the end exclusive. */
public record TextRange(long startLine, int startColumn, long endLine, int endColumn)
    implements TextSpan {
  public TextRange {
    if (endLine < startLine || (endLine == startLine && endColumn < startColumn)) {
      throw new IllegalArgumentException("the end is before the start");
    }
  }

  /** The range between two positions in any order. */
  public static TextRange between(long line, int column, long otherLine, int otherColumn) {
    boolean inOrder = line < otherLine || (line == otherLine && column <= otherColumn);
    return inOrder
        ? new TextRange(line, column, otherLine, otherColumn)
        : new TextRange(otherLine, otherColumn, line, column);
  }

  @Override
  public boolean isEmpty() {
    return startLine == endLine && startColumn == endColumn;
  }

  @Override
  public int from(long line) {
    return line == startLine ? startColumn : 0;
  }

  @Override
  public int to(long line, int columns) {
    return line == endLine ? Math.min(endColumn, columns) : columns;
  }

  public boolean contains(long line, int column) {
    return touches(line) && column >= from(line) && (line < endLine || column < endColumn);
  }
}

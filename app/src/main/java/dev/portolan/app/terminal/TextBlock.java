package dev.portolan.app.terminal;

/** A rectangle of text: the same columns of every line, the last one exclusive. */
public record TextBlock(long startLine, int startColumn, long endLine, int endColumn)
    implements TextSpan {
  public TextBlock {
    if (endLine < startLine || endColumn < startColumn) {
      throw new IllegalArgumentException("the end is before the start");
    }
  }

  /** The rectangle between two corners in any order. Columns are gaps between cells. */
  public static TextBlock between(long line, int gap, long otherLine, int otherGap) {
    return new TextBlock(
        Math.min(line, otherLine),
        Math.min(gap, otherGap),
        Math.max(line, otherLine),
        Math.max(gap, otherGap));
  }

  @Override
  public boolean isEmpty() {
    return startColumn == endColumn;
  }

  @Override
  public int from(long line) {
    return startColumn;
  }

  @Override
  public int to(long line, int columns) {
    return Math.min(endColumn, columns);
  }
}

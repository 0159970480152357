package dev.portolan.app.terminal;

/** A selection of cells: a range or a block. */
public sealed interface TextSpan permits TextRange, TextBlock {
  /** Number of the first line. */
  long startLine();

  /** Number of the last line. */
  long endLine();

  /** Whether it contains no cell. */
  boolean isEmpty();

  /** The first column in {@code line}, if {@link #touches} is true. */
  int from(long line);

  /** The column after the last one in {@code line}. */
  int to(long line, int columns);

  /** Whether it may contain cells of {@code line}. */
  default boolean touches(long line) {
    return line >= startLine() && line <= endLine();
  }
}

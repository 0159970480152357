package dev.portolan.app.terminal;

/** Text that can be taken from a screen at once: which cells of which lines. */
public sealed interface TextSpan permits TextRange, TextBlock {
  /** Number of the first line. */
  long startLine();

  /** Number of the last line. */
  long endLine();

  /** Whether there is not a single cell in it. */
  boolean isEmpty();

  /** The first column of {@code line} in it; meaningful only where {@link #touches}. */
  int from(long line);

  /** The column after the last one of {@code line} in it, on a screen of so many columns. */
  int to(long line, int columns);

  /** Whether any cell of {@code line} may be in it. */
  default boolean touches(long line) {
    return line >= startLine() && line <= endLine();
  }
}

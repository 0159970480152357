package dev.portolan.transport.pty;

/**
 * A terminal's size in characters.
 *
 * @param cols columns, 1 to 1,000
 * @param rows rows, 1 to 1,000
 */
public record PtySize(int cols, int rows) {
  /** Most columns or rows. */
  public static final int MAX = 1_000;

  /** The traditional default. */
  public static final PtySize STANDARD = new PtySize(80, 24);

  /** Validates both. */
  public PtySize {
    if (cols < 1 || cols > MAX || rows < 1 || rows > MAX) {
      throw new IllegalArgumentException(
          "a terminal has 1 to 1000 columns and rows, not " + cols + " by " + rows);
    }
  }

  /** The nearest valid size. */
  public static PtySize clamp(int cols, int rows) {
    return new PtySize(Math.clamp(cols, 1, MAX), Math.clamp(rows, 1, MAX));
  }
}

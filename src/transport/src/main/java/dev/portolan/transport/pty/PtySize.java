package dev.portolan.transport.pty;

/**
 * A terminal's size in characters.
 *
 * @param cols columns, 1 to 1,000
 * @param rows rows, 1 to 1,000
 */
public record PtySize(int cols, int rows) {
  /** The most columns or rows. */
  public static final int MOST = 1_000;

  /** The size that terminals have had since they were glass. */
  public static final PtySize STANDARD = new PtySize(80, 24);

  /** Checks both. */
  public PtySize {
    if (cols < 1 || cols > MOST || rows < 1 || rows > MOST) {
      throw new IllegalArgumentException(
          "a terminal has 1 to 1000 columns and rows, not " + cols + " by " + rows);
    }
  }

  /** The nearest size that is possible. */
  public static PtySize clamp(int cols, int rows) {
    return new PtySize(Math.clamp(cols, 1, MOST), Math.clamp(rows, 1, MOST));
  }
}

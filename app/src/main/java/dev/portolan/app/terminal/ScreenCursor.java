package dev.portolan.app.terminal;

/** The cursor's position: the line's number, and the column from 0. */
public record ScreenCursor(long line, int column, boolean visible, Shape shape, boolean blinking) {
  /** The shape. */
  public enum Shape {
    /** The user's setting. */
    USUAL,
    BLOCK,
    UNDERLINE,
    BAR
  }
}

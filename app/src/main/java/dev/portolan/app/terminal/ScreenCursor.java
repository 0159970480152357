package dev.portolan.app.terminal;

/** Where the cursor is: {@code line} is a line's number, {@code column} counts from 0. */
public record ScreenCursor(long line, int column, boolean visible, Shape shape, boolean blinking) {
  /** How it is drawn. */
  public enum Shape {
    /** As the person likes it: no program has wanted another. */
    USUAL,
    BLOCK,
    UNDERLINE,
    BAR
  }
}

package dev.portolan.app.view.shell;

/** The size of a terminal in cells. */
public record GridSize(int columns, int rows) {
  /** For example {@code 80×24}. */
  @Override
  public String toString() {
    return columns + "\u00d7" + rows;
  }
}

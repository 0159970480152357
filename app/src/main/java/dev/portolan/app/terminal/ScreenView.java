package dev.portolan.app.terminal;

import java.util.List;

/**
 * A snapshot of the visible text. Line numbers are stable while the terminal scrolls, as long as
 * {@code generation} is the same.
 *
 * @param generation changes when line numbers become invalid
 * @param firstLine number of the oldest line
 * @param screenTop number of the line in the first row of the terminal's screen
 * @param top number of the first line shown
 * @param lines the lines shown, from the top down
 * @param shortened whether lines were dropped because of the memory limit
 */
public record ScreenView(
    int generation,
    long firstLine,
    long screenTop,
    long top,
    int columns,
    int rows,
    List<ScreenLine> lines,
    ScreenCursor cursor,
    boolean alternate,
    boolean shortened) {
  public ScreenView {
    lines = List.copyOf(lines);
  }

  /** The visible text without trailing spaces, for tests and screen readers. */
  public String text() {
    return String.join("\n", lines.stream().map(ScreenLine::toString).toList()).stripTrailing();
  }
}

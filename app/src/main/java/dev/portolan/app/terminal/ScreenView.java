package dev.portolan.app.terminal;

import java.util.List;

/**
 * What a window onto the text shows at one moment. Lines have numbers that stay theirs while the
 * terminal scrolls, for as long as {@code generation} stays the same.
 *
 * @param generation grows when numbers of lines got another meaning
 * @param firstLine number of the oldest line there is
 * @param screenTop number of the line in the first row of the terminal's screen
 * @param top number of the first line shown
 * @param lines the lines shown, from the top down
 * @param shortened whether lines before the oldest are gone for the sake of memory, fewer than the
 *     person wanted
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

  /** The text of all lines shown, without spaces at their ends; for tests and screen readers. */
  public String text() {
    return String.join("\n", lines.stream().map(ScreenLine::toString).toList()).stripTrailing();
  }
}

package dev.portolan.app.terminal;

/**
 * The limits of a terminal's scrollback.
 *
 * @param lines most lines
 * @param memory the memory shared with other terminals
 */
public record ScrollbackBounds(int lines, ScrollbackMemory memory) {
  public ScrollbackBounds {
    if (lines < 0) {
      throw new IllegalArgumentException("fewer lines than none");
    }
  }
}

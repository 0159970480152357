package dev.portolan.app.terminal;

/**
 * How much of what has left its screen a terminal keeps.
 *
 * @param lines at most so many
 * @param memory at most what this leaves it, beside other terminals
 */
public record ScrollbackBounds(int lines, ScrollbackMemory memory) {
  public ScrollbackBounds {
    if (lines < 0) {
      throw new IllegalArgumentException("fewer lines than none");
    }
  }
}

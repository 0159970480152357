package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/** Finds prompts and command output. Call under the screen's lock. */
final class CommandExtract {
  private static final long NONE = -1;

  private final Grid grid;

  CommandExtract(Grid grid) {
    this.grid = grid;
  }

  /** The nearest row with a prompt above a row, or negative. */
  long promptBefore(long line) {
    long number = Math.min(line, end()) - 1;
    while (number >= grid.firstNumber() && !hasPrompt(number)) {
      number--;
    }
    return number < grid.firstNumber() ? NONE : number;
  }

  /** The nearest row with a prompt below a row, or negative. */
  long promptAfter(long line) {
    long number = Math.max(line + 1, grid.firstNumber());
    while (number < end() && !hasPrompt(number)) {
      number++;
    }
    return number < end() ? number : NONE;
  }

  /**
   * The output of the command at a row, or of the nearest one before with output, or null.
   *
   * @param last the last row of text, for a running command
   */
  @Nullable TextRange output(long line, long last) {
    for (long prompt = promptBefore(line + 1); prompt >= 0; prompt = promptBefore(prompt)) {
      TextRange found = outputOf(prompt, last);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private @Nullable TextRange outputOf(long prompt, long last) {
    long next = promptAfter(prompt);
    int nextColumn = next < 0 ? 0 : grid.marks(next).prompt();
    long lowest = next < 0 ? last : nextColumn > 0 ? next : next - 1;
    long first = prompt + 1;
    while (first <= lowest && !grid.marks(first).output()) {
      first++;
    }
    if (first > lowest) {
      return null;
    }
    int end = lowest == next ? nextColumn : grid.columns();
    return new TextRange(first, 0, lowest, end);
  }

  private boolean hasPrompt(long number) {
    return grid.marks(number).hasPrompt();
  }

  private long end() {
    return grid.screenTop() + grid.rows();
  }
}

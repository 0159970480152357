package dev.portolan.app.terminal;

/**
 * Applies a shell's marks of prompts and commands (OSC 133) to rows. Ignored on the alternate
 * screen. Guarded by the screen's lock.
 */
final class CommandMarks {
  /** The maximum length of an exit code. */
  private static final int STATUS_CHARS = 9;

  private static final long UNKNOWN_ROW = -1;

  private final Grid grid;
  private final Cursor cursor;
  private Phase phase = Phase.UNKNOWN;

  /** The row of the last prompt, or negative if unknown. */
  private long prompt = UNKNOWN_ROW;

  private enum Phase {
    UNKNOWN,
    PROMPT,
    RUNNING
  }

  CommandMarks(Grid grid, Cursor cursor) {
    this.grid = grid;
    this.cursor = cursor;
  }

  /** Handles a mark with optional parameters. Letters other than A, C and D are ignored. */
  void accept(String mark) {
    boolean known = mark.length() == 1 || (mark.length() > 1 && mark.charAt(1) == ';');
    if (!known || grid.isAlternate()) {
      return;
    }
    switch (mark.charAt(0)) {
      case 'A' -> promptBegins();
      case 'C' -> outputBegins();
      case 'D' -> commandEnded(mark.substring(Math.min(2, mark.length())));
      default -> {
        // end of prompt, continuation prompt
      }
    }
  }

  private void promptBegins() {
    phase = Phase.PROMPT;
    prompt = cursorRow();
    grid.setMarks(prompt, grid.marks(prompt).withPrompt(cursor.column()));
  }

  private void outputBegins() {
    if (phase == Phase.PROMPT) {
      phase = Phase.RUNNING;
      long row = cursorRow();
      grid.setMarks(row, grid.marks(row).withOutput());
    }
  }

  /** Handles the end of a command. Ignored without one, as after an empty line. */
  private void commandEnded(String parameters) {
    long typedAt = phase == Phase.RUNNING ? lastPrompt() : UNKNOWN_ROW;
    if (typedAt >= 0) {
      grid.setMarks(typedAt, grid.marks(typedAt).withFailed(isFailure(parameters)));
    }
    phase = Phase.UNKNOWN;
  }

  private static boolean isFailure(String parameters) {
    int end = parameters.indexOf(';');
    String status = end < 0 ? parameters : parameters.substring(0, end);
    return status.length() <= STATUS_CHARS && status.matches("-?[0-9]*[1-9][0-9]*");
  }

  private long cursorRow() {
    return grid.screenTop() + cursor.row();
  }

  /** Whether a command is running. */
  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /** The row of the last prompt, or negative. Searched once after each resize. */
  private long lastPrompt() {
    if (prompt == UNKNOWN_ROW) {
      return new CommandExtract(grid).promptBefore(cursorRow() + 1);
    }
    return grid.marks(prompt).hasPrompt() ? prompt : UNKNOWN_ROW;
  }

  /** Row numbers have changed by a reflow. */
  void reflowed() {
    prompt = UNKNOWN_ROW;
  }

  void reset() {
    phase = Phase.UNKNOWN;
    prompt = UNKNOWN_ROW;
  }
}

package dev.portolan.app.terminal;

/**
 * What a shell says of its prompts and commands, written to the rows that it concerns. Nothing on
 * the alternate screen has such marks. Guarded by the lock of its screen.
 */
final class CommandMarks {
  /** The longest number that is read. */
  private static final int STATUS_CHARS = 9;

  private static final long UNKNOWN_ROW = -1;

  private final Grid grid;
  private final Cursor cursor;
  private Phase phase = Phase.UNKNOWN;

  /** The number of the row in which the last prompt began; negative where that is not known now. */
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

  /** Takes a letter, perhaps with parameters; others than A, C and D change nothing. */
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
        // Where the prompt ends, or a prompt of a line that goes on.
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

  /** Without a command before it says nothing: so does a shell when nothing was typed. */
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

  /** Whether a command runs that has not ended yet. */
  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /**
   * The row of the last prompt; negative if it is gone. It is looked for once after each change of
   * the size, not whenever a program wants it.
   */
  private long lastPrompt() {
    if (prompt == UNKNOWN_ROW) {
      return new CommandExtract(grid).promptBefore(cursorRow() + 1);
    }
    return grid.marks(prompt).hasPrompt() ? prompt : UNKNOWN_ROW;
  }

  /** The text stands in other rows now. */
  void reflowed() {
    prompt = UNKNOWN_ROW;
  }

  void reset() {
    phase = Phase.UNKNOWN;
    prompt = UNKNOWN_ROW;
  }
}

package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/**
 * What a shell says of its prompts and commands, written to the rows that it concerns. Nothing on
 * the alternate screen has such marks. Guarded by the lock of its screen.
 */
final class CommandMarks {
  /** The longest number that is read. */
  private static final int STATUS_CHARS = 9;

  private final Grid grid;
  private final Cursor cursor;
  private Phase phase = Phase.UNKNOWN;

  /** Where the last prompt began; it moves with its text. Null where that is not known now. */
  private @Nullable Row prompt;

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
    prompt = row();
    prompt.beginPrompt(cursor.column());
  }

  private void outputBegins() {
    if (phase == Phase.PROMPT) {
      phase = Phase.RUNNING;
      row().beginOutput();
    }
  }

  /** Without a command before it says nothing: so does a shell when nothing was typed. */
  private void commandEnded(String parameters) {
    Row typedAt = phase == Phase.RUNNING ? lastPrompt() : null;
    if (typedAt != null) {
      typedAt.setFailed(isFailure(parameters));
    }
    phase = Phase.UNKNOWN;
  }

  private static boolean isFailure(String parameters) {
    int end = parameters.indexOf(';');
    String status = end < 0 ? parameters : parameters.substring(0, end);
    return status.length() <= STATUS_CHARS && status.matches("-?[0-9]*[1-9][0-9]*");
  }

  private Row row() {
    return grid.row(cursor.row());
  }

  /** Whether a command runs that has not ended yet. */
  boolean isRunning() {
    return phase == Phase.RUNNING;
  }

  /** It is looked for once after each change of the size, not whenever a program wants it. */
  private @Nullable Row lastPrompt() {
    if (prompt != null) {
      return prompt;
    }
    long number = new CommandExtract(grid).promptBefore(grid.screenTop() + cursor.row() + 1);
    return number < 0 ? null : grid.numbered(number);
  }

  /** The text stands in other rows now. */
  void rewrapped() {
    prompt = null;
  }

  void reset() {
    phase = Phase.UNKNOWN;
    prompt = null;
  }
}

package dev.portolan.app.terminal;

/**
 * What a shell said of a row: where a prompt begins in it, and of the command that was typed there.
 *
 * @param prompt the column in which a prompt begins; negative if none does
 * @param output whether what a command prints begins here
 * @param failed whether the command failed that was typed at the prompt here
 */
record RowMarks(int prompt, boolean output, boolean failed) {
  static final RowMarks NONE = new RowMarks(-1, false, false);

  boolean hasPrompt() {
    return prompt >= 0;
  }

  /** A prompt begins here; what has ended in front of it stays. */
  RowMarks withPrompt(int column) {
    return new RowMarks(column, output && column > 0, false);
  }

  /** The prompt of another row is here now, in this column. */
  RowMarks withPrompt(RowMarks of, int column) {
    return new RowMarks(column, output, of.failed);
  }

  RowMarks withOutput() {
    return new RowMarks(prompt, true, failed);
  }

  RowMarks withFailed(boolean has) {
    return new RowMarks(prompt, output, has);
  }
}

package dev.portolan.app.terminal;

/**
 * A shell's marks of a row (OSC 133).
 *
 * @param prompt the column of a prompt, or negative
 * @param output whether command output starts here
 * @param failed whether the command typed at this prompt has failed
 */
record RowMarks(int prompt, boolean output, boolean failed) {
  static final RowMarks NONE = new RowMarks(-1, false, false);

  boolean hasPrompt() {
    return prompt >= 0;
  }

  /** The marks with a prompt at a column. */
  RowMarks withPrompt(int column) {
    return new RowMarks(column, output && column > 0, false);
  }

  /** The marks with another row's prompt at a column. */
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

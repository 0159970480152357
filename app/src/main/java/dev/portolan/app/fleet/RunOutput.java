package dev.portolan.app.fleet;

import dev.portolan.app.terminal.PlainText;

/**
 * The output of a command as plain text, up to a limit. Control sequences are applied to the line
 * or dropped. Thread-safe.
 */
final class RunOutput {
  /** Most characters that are kept of one device. */
  static final int MAX_CHARS = 1 << 20;

  private final OutputBudget budget;
  private final int limit;
  private final StringBuilder text = new StringBuilder();
  private final PlainText plain = new PlainText(this::line);
  private boolean full;
  private long received;

  RunOutput(OutputBudget budget) {
    this(budget, MAX_CHARS);
  }

  RunOutput(OutputBudget budget, int limit) {
    this.budget = budget;
    this.limit = limit;
  }

  synchronized void accept(byte[] bytes, int count) {
    received += count;
    if (!full) {
      plain.accept(bytes, count);
    }
  }

  /** Ends an incomplete line. */
  synchronized void finish() {
    if (!full) {
      plain.finish();
    }
  }

  private void line(String line) {
    if (full || text.length() + line.length() > limit || !budget.take(line.length())) {
      full = true;
    } else {
      text.append(line);
    }
  }

  /** The complete lines so far. */
  synchronized String text() {
    return text.toString();
  }

  /** About how many bytes were not kept; the same for the same output, however it has come. */
  synchronized long cut() {
    return full ? received - text.length() : 0;
  }

  /** The number of kept characters, which changes with the text. */
  synchronized int length() {
    return text.length();
  }

  /** Forgets the text, which is kept elsewhere. */
  synchronized void release() {
    text.setLength(0);
    text.trimToSize();
  }
}

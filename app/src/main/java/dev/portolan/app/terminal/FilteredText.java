package dev.portolan.app.terminal;

/**
 * Collects what has passed the filter, so that the emulator gets it in pieces of a good size and
 * never half a sequence.
 */
final class FilteredText {
  private static final int CAPACITY = 8_192;

  /** ESC, bracket, prefix, every parameter with five digits and a separator, final byte. */
  private static final int LONGEST_SEQUENCE = 4 + 6 * TerminalLimits.PARAMETER_PARTS;

  private final TerminalCommands commands;
  private final char[] buffer = new char[CAPACITY];
  private int length;
  private char last;

  FilteredText(TerminalCommands commands) {
    this.commands = commands;
  }

  /** A character that takes a cell, or half of a pair that does. */
  void printable(char c) {
    room(1);
    buffer[length++] = c;
    last = c;
  }

  /** One of the control characters that the emulator knows. */
  void control(char c) {
    room(1);
    buffer[length++] = c;
  }

  /**
   * The character printed last, {@code count} times more; nothing where there is none or it was
   * half of a pair.
   */
  void repeat(int count) {
    if (last == 0 || Character.isSurrogate(last)) {
      return;
    }
    for (int i = 0; i < count; i++) {
      printable(last);
    }
  }

  void escape(char... chars) {
    room(1 + chars.length);
    buffer[length++] = '\u001b';
    for (char c : chars) {
      buffer[length++] = c;
    }
  }

  /** A control sequence; {@code prefix} 0 means none. */
  void sequence(char prefix, char last, int... values) {
    sequence(prefix, last, values, values.length);
  }

  /** As the other, with the first {@code count} of {@code values}. */
  void sequence(char prefix, char last, int[] values, int count) {
    room(LONGEST_SEQUENCE);
    buffer[length++] = '\u001b';
    buffer[length++] = '[';
    if (prefix != 0) {
      buffer[length++] = prefix;
    }
    for (int i = 0; i < count; i++) {
      if (i > 0) {
        buffer[length++] = ';';
      }
      number(values[i]);
    }
    buffer[length++] = last;
  }

  private void number(int value) {
    int divisor = 1;
    while (value / divisor >= 10) {
      divisor *= 10;
    }
    for (; divisor > 0; divisor /= 10) {
      buffer[length++] = (char) ('0' + value / divisor % 10);
    }
  }

  /** Hands over what was collected; needed before any other command, to keep the order. */
  void flush() {
    if (length > 0) {
      int collected = length;
      length = 0;
      commands.emulate(buffer, collected);
    }
  }

  private void room(int chars) {
    if (length + chars > CAPACITY) {
      flush();
    }
  }
}

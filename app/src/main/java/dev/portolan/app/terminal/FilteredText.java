package dev.portolan.app.terminal;

/** Buffers filtered text, so that the emulator gets large pieces of complete sequences. */
final class FilteredText {
  private static final int CAPACITY = 8_192;

  /** ESC, bracket, prefix, every parameter with five digits and a separator, final byte. */
  private static final int LONGEST_SEQUENCE = 4 + 6 * TerminalLimits.PARAMETER_PARTS;

  private final BoundedEmulator emulator;
  private final char[] buffer = new char[CAPACITY];
  private int length;

  /** The previous code point, or 0. */
  private int last;

  /** Its combining marks. */
  private final StringBuilder marks = new StringBuilder();

  FilteredText(BoundedEmulator emulator) {
    this.emulator = emulator;
  }

  /** A character that takes a cell, or half of a pair that does. */
  void printable(char c) {
    room(1);
    buffer[length++] = c;
    if (last != 0 && Cells.isMark(c)) {
      marked(c);
      return;
    }
    last =
        Character.isLowSurrogate(c) && Character.isHighSurrogate((char) last)
            ? Character.toCodePoint((char) last, c)
            : c;
    marks.setLength(0);
  }

  private void marked(char mark) {
    if (marks.length() < TerminalLimits.CLUSTER_CHARS) {
      marks.append(mark);
    }
  }

  /** One of the control characters that the emulator knows. */
  void control(char c) {
    forgetLast();
    room(1);
    buffer[length++] = c;
  }

  /** What comes next shall not repeat the character before it. */
  void forgetLast() {
    last = 0;
  }

  /**
   * The character that came just before with its marks, {@code count} times more; nothing where
   * there is none.
   */
  void repeat(int count) {
    int repeated = last;
    if (repeated == 0
        || (repeated <= Character.MAX_VALUE && Character.isSurrogate((char) repeated))) {
      return;
    }
    for (int i = 0; i < count; i++) {
      room(2 + marks.length());
      length += Character.toChars(repeated, buffer, length);
      marks.getChars(0, marks.length(), buffer, length);
      length += marks.length();
    }
  }

  void escape(char... chars) {
    forgetLast();
    room(1 + chars.length);
    buffer[length++] = '\u001b';
    for (char c : chars) {
      buffer[length++] = c;
    }
  }

  /** A control sequence. */
  void sequence(char last, int... values) {
    sequence(last, values, values.length);
  }

  /** As the other, with the first {@code count} of {@code values}. */
  void sequence(char last, int[] values, int count) {
    forgetLast();
    room(LONGEST_SEQUENCE);
    buffer[length++] = '\u001b';
    buffer[length++] = '[';
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

  /** Passes on the buffered text. Call before any other command, to keep the order. */
  void flush() {
    if (length > 0) {
      int collected = length;
      length = 0;
      emulator.run(buffer, collected);
    }
  }

  private void room(int chars) {
    if (length + chars > CAPACITY) {
      flush();
    }
  }
}

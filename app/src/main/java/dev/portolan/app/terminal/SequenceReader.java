package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/**
 * Parses text, control characters and sequences, which it looks up in the tables. An incomplete
 * sequence is buffered, within limits, until it is completed or aborted. Not thread-safe.
 */
final class SequenceReader {
  private enum State {
    TEXT,
    ESCAPE,
    ESCAPE_SECOND,
    CONTROL,
    CONTROL_IGNORED,
    STRING,
    STRING_ESCAPE
  }

  private static final char BEL = 0x07;
  private static final char CAN = 0x18;
  private static final char SUB = 0x1a;
  private static final char ESC = 0x1b;
  private static final char STRING_TERMINATOR = '\u009c';

  private final Taker taker;
  private final ControlSequenceArguments arguments = new ControlSequenceArguments();
  private final StringBuilder string = new StringBuilder();
  private State state = State.TEXT;
  private char first;

  /** Receives the parsed items in order. */
  interface Taker {
    /** A UTF-16 unit of text. */
    void text(char c);

    /** A control character, possibly from within a sequence. */
    void control(char c);

    /**
     * A sequence has ended.
     *
     * @param known its table row, or null
     * @param arguments valid during the call
     */
    void sequence(@Nullable KnownSequence known, ControlSequenceArguments arguments);
  }

  SequenceReader(Taker taker) {
    this.taker = taker;
  }

  /** Parses characters. */
  void accept(char[] chars, int length) {
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (state == State.TEXT && c >= ' ' && c < 0x7f) {
        taker.text(c);
      } else {
        step(c);
      }
    }
  }

  /** Discards an incomplete sequence. */
  void reset() {
    abort();
  }

  private void step(char c) {
    if (c == ESC) {
      state = state == State.STRING ? State.STRING_ESCAPE : State.ESCAPE;
      first = state == State.STRING_ESCAPE ? first : 0;
      return;
    }
    if (c == CAN || c == SUB) {
      abort();
      return;
    }
    switch (state) {
      case TEXT -> text(c);
      case ESCAPE -> escape(c);
      case ESCAPE_SECOND -> escapeSecond(c);
      case CONTROL -> control(c);
      case CONTROL_IGNORED -> ignoredControl(c);
      case STRING -> string(c);
      case STRING_ESCAPE -> stringEscape(c);
    }
  }

  private void text(char c) {
    if (c < ' ') {
      taker.control(c);
    } else if (c > 0x9f || (c >= ' ' && c < 0x7f)) {
      taker.text(c);
    }
  }

  private void escape(char c) {
    if (c < ' ') {
      taker.control(c);
    } else if (c == '[') {
      arguments.clear();
      state = State.CONTROL;
    } else if (c == ']' || c == 'P' || c == 'X' || c == '^' || c == '_') {
      first = c;
      string.setLength(0);
      state = State.STRING;
    } else if (c <= '/') {
      first = c;
      state = State.ESCAPE_SECOND;
    } else {
      state = State.TEXT;
      sequence(EscapeSequences.find((char) 0, c), c);
    }
  }

  private void escapeSecond(char c) {
    if (c < ' ') {
      taker.control(c);
    } else if (c <= '/') {
      first = 0; // more than one intermediate is unknown
    } else {
      state = State.TEXT;
      sequence(first == 0 ? null : EscapeSequences.find(first, c), c);
    }
  }

  private void control(char c) {
    if (c < ' ') {
      taker.control(c);
    } else if (c >= 0x7f) {
      if (c != 0x7f) {
        state = State.TEXT;
        step(c);
      }
    } else if (c >= '@') {
      state = State.TEXT;
      sequence(ControlSequences.find(arguments, c), c);
    } else if (!arguments.add(c)) {
      state = State.CONTROL_IGNORED;
    }
  }

  private void ignoredControl(char c) {
    if (c < ' ') {
      taker.control(c);
    } else if (c >= '@' && c != 0x7f) {
      state = State.TEXT;
    }
  }

  private void sequence(@Nullable KnownSequence known, char last) {
    arguments.end(last);
    taker.sequence(known, arguments);
  }

  /** Adds to a string. Beyond its limit the rest is discarded, not displayed. */
  private void string(char c) {
    if (c == STRING_TERMINATOR || (c == BEL && first == ']')) {
      finish();
    } else if (c >= ' ' && hasRoom()) {
      string.append(c);
    }
  }

  /** Whether the string is within the limit of its kind. */
  private boolean hasRoom() {
    return string.length() <= TerminalLimits.STRING_CHARS
        || string.length() <= StringCommands.most(first, string);
  }

  private void stringEscape(char c) {
    if (c == '\\') {
      finish();
    } else {
      abort();
      state = State.ESCAPE;
      step(c);
    }
  }

  private void finish() {
    state = State.TEXT;
    KnownSequence known = null;
    if (hasRoom()) {
      String content = string.toString();
      known = StringCommands.find(first, content);
      arguments.setText(known == null ? "" : StringCommands.text(first, content));
    }
    forgetString();
    sequence(known, (char) 0);
    arguments.setText("");
  }

  private void abort() {
    state = State.TEXT;
    forgetString();
  }

  /** Clears the string, and releases the memory of a long one. */
  private void forgetString() {
    string.setLength(0);
    if (string.capacity() > 2 * TerminalLimits.STRING_CHARS) {
      string.trimToSize();
    }
  }
}

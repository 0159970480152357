package dev.portolan.app.terminal;

/**
 * Lets through of the far side's characters only what the emulator can take in bounded time: plain
 * text and well-formed control sequences from a fixed list, with every count clamped to the screen.
 * What a program left unfinished stays here, bounded, until it is finished or aborted. Not
 * thread-safe: one thread feeds it.
 */
final class SequenceFilter {
  private enum State {
    TEXT,
    ESCAPE,
    ESCAPE_SECOND,
    CONTROL,
    CONTROL_IGNORED,
    STRING,
    STRING_ESCAPE,
    STRING_IGNORED
  }

  private static final char BEL = 0x07;
  private static final char CAN = 0x18;
  private static final char SUB = 0x1a;
  private static final char ESC = 0x1b;
  private static final char STRING_TERMINATOR = '\u009c';
  private static final char REPLACEMENT = '\ufffd';

  /** The emulator uses this private character itself, for the second cell of a wide character. */
  private static final char SECOND_CELL = '\ue000';

  /**
   * What may follow ESC and stands alone. DECSTR, reports and 8-bit switches are not among them.
   */
  private static final String ESCAPES = "DEHMNOc78=>no|}~";

  private final ControlSequenceRules rules;
  private final FilteredText out;
  private final ControlSequenceArguments arguments = new ControlSequenceArguments();
  private final StringBuilder string = new StringBuilder();
  private final StringCommandRules strings;
  private State state = State.TEXT;
  private char first;
  private int marks;

  SequenceFilter(TerminalCommands commands) {
    this.out = new FilteredText(commands);
    this.rules = new ControlSequenceRules(commands, out);
    this.strings = new StringCommandRules(commands, out);
  }

  /**
   * Filters the next characters; all that came whole has reached the commands when this returns.
   */
  void accept(char[] chars, int length) {
    for (int i = 0; i < length; i++) {
      char c = chars[i];
      if (state == State.TEXT && c >= ' ' && c < 0x7f) {
        out.printable(c);
        marks = 0;
      } else {
        step(c);
      }
    }
    out.flush();
  }

  /** Forgets what was left unfinished. */
  void reset() {
    abort();
    marks = 0;
  }

  private void step(char c) {
    if (c == ESC) {
      state = state == State.STRING ? State.STRING_ESCAPE : State.ESCAPE;
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
      case STRING_IGNORED -> ignoredString(c);
    }
  }

  private void text(char c) {
    if (c < ' ') {
      controlCharacter(c);
    } else if (c == SECOND_CELL) {
      out.printable(REPLACEMENT);
      marks = 0;
    } else if (c > 0x9f && !HiddenCharacters.contains(c)) {
      visible(c);
    }
  }

  private void visible(char c) {
    marks = isMark(c) ? marks + 1 : 0;
    if (marks <= TerminalLimits.COMBINING_MARKS) {
      out.printable(c);
    }
  }

  private static boolean isMark(char c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK;
  }

  /** Acts at once, in the middle of a control sequence too, as on a real terminal. */
  private void controlCharacter(char c) {
    switch (c) {
      case BEL, '\b', '\t', '\n', 0x0b, '\f', '\r', 0x0f -> out.control(c);
      default -> {
        // NUL, ENQ, SO, XON and the like: nothing that a screen should do.
      }
    }
    marks = 0;
  }

  private void escape(char c) {
    if (c < ' ') {
      controlCharacter(c);
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
      if (ESCAPES.indexOf(c) >= 0) {
        out.escape(c);
        out.flush(); // What comes next may ask for the style that this brings back.
      }
      state = State.TEXT;
    }
  }

  private void escapeSecond(char c) {
    if (c < ' ') {
      controlCharacter(c);
    } else if (c <= '/') {
      first = 0; // More than one intermediate: no sequence that we know.
    } else {
      boolean charset = first != 0 && "()*+./".indexOf(first) >= 0 && "0AB2".indexOf(c) >= 0;
      if (charset) {
        out.escape(first, c);
      }
      state = State.TEXT;
    }
  }

  private void control(char c) {
    if (c < ' ') {
      controlCharacter(c);
    } else if (c >= 0x7f) {
      state = State.TEXT;
      step(c);
    } else if (c >= '@') {
      state = State.TEXT;
      rules.apply(arguments, c);
    } else if (!arguments.add(c)) {
      state = State.CONTROL_IGNORED;
    }
  }

  private void ignoredControl(char c) {
    if (c < ' ') {
      controlCharacter(c);
    } else if (c >= '@') {
      state = State.TEXT;
    }
  }

  private void string(char c) {
    if (c == BEL || c == STRING_TERMINATOR) {
      finish();
    } else if (c < ' ') {
      // Nothing that we know holds control characters: a stray opener must not eat what follows.
      abort();
      step(c);
    } else if (string.length() >= TerminalLimits.STRING_CHARS) {
      state = State.STRING_IGNORED;
    } else {
      string.append(c);
    }
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

  /** A string that is too long is swallowed as far as the end of the line. */
  private void ignoredString(char c) {
    if (c < ' ' || c == STRING_TERMINATOR) {
      abort();
      if (c != BEL) {
        step(c);
      }
    }
  }

  private void finish() {
    state = State.TEXT;
    strings.apply(first, string);
    string.setLength(0);
  }

  private void abort() {
    state = State.TEXT;
    string.setLength(0);
  }
}

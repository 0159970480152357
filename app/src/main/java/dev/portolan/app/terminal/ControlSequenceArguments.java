package dev.portolan.app.terminal;

import java.util.Arrays;

/**
 * The arguments of a control sequence: prefix, parameters with sub-parameters, intermediate; or the
 * text of a string. Bounded.
 */
final class ControlSequenceArguments {
  private static final int NOT_GIVEN = -1;

  private final int[] values = new int[TerminalLimits.PARAMETER_PARTS];
  private final int[] starts = new int[TerminalLimits.PARAMETERS + 1];
  private int parts;
  private int parameters;
  private boolean full;
  private char prefix;
  private char intermediate;
  private char last;
  private String text = "";

  void clear() {
    parts = 0;
    parameters = 0;
    full = false;
    prefix = 0;
    intermediate = 0;
  }

  /** Adds a character. Returns false if the sequence is unknown. */
  boolean add(char c) {
    if (c >= '0' && c <= '9') {
      digit(c - '0');
      return intermediate == 0;
    }
    if (c == ';' || c == ':') {
      separator(c == ';');
      return intermediate == 0;
    }
    if (c >= '<' && c <= '?') {
      boolean leading = parameters == 0 && prefix == 0 && intermediate == 0;
      prefix = c;
      return leading;
    }
    boolean one = intermediate == 0;
    intermediate = c;
    return one;
  }

  private void digit(int digit) {
    if (parameters == 0) {
      nextParameter();
    }
    if (!full) {
      int before = Math.max(0, values[parts - 1]);
      values[parts - 1] = Math.min(TerminalLimits.PARAMETER_VALUE, before * 10 + digit);
    }
  }

  private void separator(boolean ofParameters) {
    if (parameters == 0) {
      nextParameter();
    }
    if (ofParameters) {
      nextParameter();
    } else {
      nextPart();
    }
  }

  private void nextParameter() {
    if (parameters == TerminalLimits.PARAMETERS) {
      full = true;
    }
    if (nextPart()) {
      starts[parameters++] = parts - 1;
    }
  }

  private boolean nextPart() {
    if (parts == TerminalLimits.PARAMETER_PARTS) {
      full = true;
    }
    if (!full) {
      values[parts++] = NOT_GIVEN;
    }
    return !full;
  }

  /** Sets the unchecked text of a string. */
  void setText(String string) {
    text = string;
  }

  String text() {
    return text;
  }

  /** Sets the final character. */
  void end(char c) {
    last = c;
  }

  char last() {
    return last;
  }

  char prefix() {
    return prefix;
  }

  char intermediate() {
    return intermediate;
  }

  /** The number of parameters. A lone {@code ;} separates two empty ones. */
  int count() {
    return parameters;
  }

  /** The total number of sub-parameters. */
  int allParts() {
    return parts;
  }

  /** Parameter {@code index}, or {@code otherwise} if missing or empty. */
  int at(int index, int otherwise) {
    return index < parameters ? part(index, 0, otherwise) : otherwise;
  }

  /** The number of colon-separated parts of parameter {@code index}. */
  int parts(int index) {
    int end = index + 1 < parameters ? starts[index + 1] : parts;
    return end - starts[index];
  }

  /** Part {@code part} of a parameter, or {@code otherwise} if empty. */
  int part(int index, int part, int otherwise) {
    int value = values[starts[index] + part];
    return value == NOT_GIVEN ? otherwise : value;
  }

  @Override
  public String toString() {
    return Arrays.toString(Arrays.copyOf(values, parts));
  }
}

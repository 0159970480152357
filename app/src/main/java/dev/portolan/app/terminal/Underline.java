package dev.portolan.app.terminal;

/** The line below text. */
public enum Underline {
  NONE(0),
  SINGLE(1),
  DOUBLE(2),
  CURLY(3),
  DOTTED(4),
  DASHED(5);

  private final int number;

  Underline(int number) {
    this.number = number;
  }

  /** The number that programs give it: {@code SGR 4:n}. */
  int number() {
    return number;
  }

  /** The one with a number; a number that has none means a single line. */
  static Underline of(int number) {
    for (Underline each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    return SINGLE;
  }
}

package dev.portolan.app.terminal;

/** The kinds of underlines. */
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

  /** The parameter in {@code SGR 4:n}. */
  int number() {
    return number;
  }

  /** The underline of a number; unknown numbers mean single. */
  static Underline of(int number) {
    for (Underline each : values()) {
      if (each.number == number) {
        return each;
      }
    }
    return SINGLE;
  }
}

package dev.portolan.app.terminal;

/** The line below text, by the numbers that programs give it ({@code SGR 4:n}). */
public enum Underline {
  NONE,
  SINGLE,
  DOUBLE,
  CURLY,
  DOTTED,
  DASHED;

  /** The one with the number {@code style}; a number that has none means a single line. */
  static Underline of(int style) {
    return style >= 0 && style < values().length ? values()[style] : SINGLE;
  }
}

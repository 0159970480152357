package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/** Kinds of suspicious characters in a text. */
public enum OddCharacter {
  /** A control character, such as Escape. */
  CONTROL,
  /** An invisible character, or a look-alike of a space. */
  UNSEEN,
  /** A bidirectional control character. */
  DIRECTION,
  /** A right-to-left letter. */
  RIGHT_TO_LEFT;

  private static final char FIRST_MARK = '\u0300';
  private static final int SHOWN_CONTROLS = 0x2400;
  private static final int DELETE = 0x7f;

  /** The kind of {@code c} after {@code before} (0 for none), or null if it is normal. */
  public static @Nullable OddCharacter of(int c, int before) {
    if (c == '\n' || c == '\r' || c == '\t') {
      return null;
    }
    if (Character.isISOControl(c)) {
      return CONTROL;
    }
    if (c < 0xa0) {
      return null; // the common case
    }
    if (turnsDirection(c)) {
      return DIRECTION;
    }
    if (isUnseen(c)) {
      // part of the previous character in emoji and some scripts
      return isPartOfLetter(c) && before >= FIRST_MARK && of(before, 0) != UNSEEN ? null : UNSEEN;
    }
    byte direction = Character.getDirectionality(c);
    boolean toLeft =
        direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    return toLeft ? RIGHT_TO_LEFT : null;
  }

  private static boolean turnsDirection(int c) {
    return c == 0x61c
        || c == 0x200e
        || c == 0x200f
        || (c >= 0x202a && c <= 0x202e)
        || (c >= 0x2066 && c <= 0x2069);
  }

  private static boolean isUnseen(int c) {
    return (c <= Character.MAX_VALUE && HiddenCharacters.contains((char) c))
        || c == 0xad
        || c == 0x34f
        || c == 0x115f
        || c == 0x1160
        || c == 0x2800
        || c == 0x3164
        || c == 0xffa0
        || (c >= 0x180b && c <= 0x180f)
        || (c >= 0xe0000 && c <= 0xe0fff)
        || Character.isSpaceChar(c);
  }

  /** Joiners and variation selectors. */
  private static boolean isPartOfLetter(int c) {
    return c == 0x200c
        || c == 0x200d
        || (c >= 0xfe00 && c <= 0xfe0f)
        || (c >= 0x180b && c <= 0x180d)
        || (c >= 0xe0100 && c <= 0xe01ef);
  }

  /**
   * The beginning of {@code text}, about {@code most} characters, with symbols for invisible and
   * bidirectional control characters.
   */
  public static String visible(String text, int most) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), most));
    int before = 0;
    for (int i = 0; i < text.length() && i < most; i += Character.charCount(before)) {
      int c = text.codePointAt(i);
      switch (of(c, before)) {
        case CONTROL -> visible.append(sign(c));
        case UNSEEN, DIRECTION -> visible.append(number(c));
        case RIGHT_TO_LEFT -> visible.appendCodePoint(c);
        case null -> visible.appendCodePoint(c);
      }
      before = c;
    }
    return visible.toString().replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String sign(int control) {
    if (control < ' ') {
      return Character.toString(SHOWN_CONTROLS + control);
    }
    return control == DELETE ? "\u2421" : number(control);
  }

  private static String number(int c) {
    return "\u27e8U+%04X\u27e9".formatted(c);
  }
}

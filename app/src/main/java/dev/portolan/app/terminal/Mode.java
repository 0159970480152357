package dev.portolan.app.terminal;

import org.jspecify.annotations.Nullable;

/**
 * The modes of {@code SM}, {@code RM}, {@code DECSET} and {@code DECRST}. Queried by {@code
 * DECRQM}; DEC modes are saved by {@code XTSAVE}.
 */
enum Mode {
  INSERT(Kind.ANSI, 4, "IRM", "text pushes what stands to the right of it on"),
  NEW_LINE(Kind.ANSI, 20, "LNM", "LF returns the cursor too, and Enter sends CR LF"),
  CURSOR_KEYS(Kind.DEC, 1, "DECCKM", "arrow keys, Home and End send `ESC O` sequences"),
  REVERSE_VIDEO(Kind.DEC, 5, "DECSCNM", "foreground and background change places"),
  ORIGIN(Kind.DEC, 6, "DECOM", "places count from the margins"),
  AUTO_WRAP(Kind.DEC, 7, "DECAWM", "text goes on in the next row (on at first)"),
  CURSOR_BLINK(Kind.DEC, 12, "att610", "the cursor blinks (on at first)"),
  CURSOR_VISIBLE(Kind.DEC, 25, "DECTCEM", "the cursor shows (on at first)"),
  TAB_WRAPS(Kind.DEC, 41, "more fix", "a tabulator behind a full row goes to the next one"),
  REVERSE_WRAP(Kind.DEC, 45, "", "the cursor goes left from the first column to the row above"),
  ALTERNATE_PLAIN(Kind.DEC, 47, "", "the alternate screen, as it was left"),
  KEYPAD(Kind.DEC, 66, "DECNKM", "remembered; the keypad types its digits all the same"),
  BACKSPACE(Kind.DEC, 67, "DECBKM", "Backspace sends BS, else DEL"),
  COLUMN_MARGINS(Kind.DEC, 69, "DECLRMM", "there are left and right margins"),
  MOUSE_BUTTONS(Kind.DEC, 1000, "", "buttons of the mouse are reported"),
  MOUSE_DRAGS(Kind.DEC, 1002, "", "moves with a button down are reported too"),
  MOUSE_MOVES(Kind.DEC, 1003, "", "all moves of the mouse are reported"),
  FOCUS(Kind.DEC, 1004, "", "`CSI I` and `CSI O` tell that the window has or lost the keyboard"),
  MOUSE_UTF8(Kind.DEC, 1005, "", "reports of the mouse in UTF-8"),
  MOUSE_SGR(Kind.DEC, 1006, "", "reports of the mouse in decimal numbers"),
  MOUSE_URXVT(Kind.DEC, 1015, "", "reports of the mouse in decimal numbers, the older form"),
  ALTERNATE_CLEARED(Kind.DEC, 1047, "", "the alternate screen; cleared when it is left"),
  CURSOR_SAVED(Kind.DEC, 1048, "", "the cursor is put aside; off brings it back"),
  FULL_SCREEN(Kind.DEC, 1049, "", "1048 and a blank alternate screen in one"),
  MARKED_PASTE(Kind.DEC, 2004, "", "pasted text is sent between marks"),
  SYNCHRONIZED_OUTPUT(Kind.DEC, 2026, "", "the picture is held, for at most 150 ms"),
  CLUSTERS(Kind.DEC, 2027, "", "what is drawn as one takes one place (on at first)"),
  SCHEME_REPORTS(Kind.DEC, 2031, "", "a change between dark and light is told: see `CSI ? 996 n`");

  /** ANSI or DEC. */
  enum Kind {
    ANSI,
    DEC
  }

  private final Kind kind;
  private final int number;
  private final String shortName;
  private final String effect;

  Mode(Kind kind, int number, String shortName, String effect) {
    this.kind = kind;
    this.number = number;
    this.shortName = shortName;
    this.effect = effect;
  }

  /** The mode with this number, or null. */
  static @Nullable Mode of(Kind kind, int number) {
    for (Mode mode : ALL) {
      if (mode.number == number && mode.kind == kind) {
        return mode;
      }
    }
    return null;
  }

  private static final Mode[] ALL = values();

  Kind kind() {
    return kind;
  }

  int number() {
    return number;
  }

  /** The standard's short name, or nothing. */
  String shortName() {
    return shortName;
  }

  /** The effect when on. */
  String effect() {
    return effect;
  }
}

package dev.portolan.app.terminal;

/** What the far side may make a terminal spend, in one table. */
public final class TerminalLimits {
  /** Parameters of one control sequence; what follows them is ignored up to the final byte. */
  static final int PARAMETERS = 16;

  /** Parameters of one control sequence with the parts after colons counted too. */
  static final int PARAMETER_PARTS = 32;

  /** The largest value of one parameter. */
  static final int PARAMETER_VALUE = 65_535;

  /**
   * Characters of one operating system command or device control string; longer ones do nothing.
   */
  static final int STRING_CHARS = 4_096;

  /** Characters of one string that has text for the clipboard, in Base64: 96 KiB of text. */
  static final int COPY_CHARS = 128 << 10;

  /** Characters of the path of a folder. */
  static final int FOLDER_CHARS = 1_024;

  /** Characters of what is drawn as one: a letter with its marks, people holding hands. */
  static final int CLUSTER_CHARS = 32;

  /** Settings of the keyboard that a program may put aside, per screen. */
  static final int KEY_STACK = 16;

  /** Titles that a program may put aside. */
  static final int TITLE_STACK = 16;

  /** Code points of a title. */
  static final int TITLE_CHARS = 120;

  /** The longest address of a link. */
  static final int LINK_CHARS = 2_083;

  /** How long a program may hold the picture with a synchronized update. */
  static final long SYNCHRONIZED_OUTPUT_NANOS = 150_000_000;

  /** Columns or rows of a screen. */
  public static final int SCREEN_SIDE = 1_000;

  /** Characters of one paste. */
  public static final int PASTE_CHARS = 4 << 20;

  /** A paste of more characters than this is shown first. */
  public static final int PASTE_SHOWN_CHARS = 5 << 10;

  private TerminalLimits() {}
}

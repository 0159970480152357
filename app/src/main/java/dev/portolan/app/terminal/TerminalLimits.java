package dev.portolan.app.terminal;

/** The limits on what the far side can make a terminal use. */
public final class TerminalLimits {
  /** Parameters of a control sequence. Further ones are ignored. */
  static final int PARAMETERS = 16;

  /** Parameters of a control sequence, including sub-parameters. */
  static final int PARAMETER_PARTS = 32;

  /** The largest value of one parameter. */
  static final int PARAMETER_VALUE = 65_535;

  /** Characters of an OSC or DCS string. Longer ones are ignored. */
  static final int STRING_CHARS = 4_096;

  /** Characters of a clipboard string in Base64, which is 96 KiB of text. */
  static final int COPY_CHARS = 128 << 10;

  /** Characters of a folder's path. */
  static final int FOLDER_CHARS = 1_024;

  /** Characters of a cluster, such as a letter with its marks. */
  static final int CLUSTER_CHARS = 32;

  /** Stack size of keyboard flags per screen. */
  static final int KEY_STACK = 16;

  /** Stack size of titles. */
  static final int TITLE_STACK = 16;

  /** Code points of a title. */
  static final int TITLE_CHARS = 120;

  /** The longest address of a link. */
  static final int LINK_CHARS = 2_083;

  /** The time limit of synchronized output. */
  static final long SYNCHRONIZED_OUTPUT_NANOS = 150_000_000;

  /** Columns or rows of a screen. */
  public static final int SCREEN_SIDE = 1_000;

  /** Characters of one paste. */
  public static final int PASTE_CHARS = 4 << 20;

  /** A longer paste must be confirmed. */
  public static final int PASTE_SHOWN_CHARS = 5 << 10;

  private TerminalLimits() {}
}

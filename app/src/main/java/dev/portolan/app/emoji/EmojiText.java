package dev.portolan.app.emoji;

/** Tells what is drawn as a picture from what is drawn as text. */
public final class EmojiText {
  /** After a character: it is to be a picture. */
  static final int EMOJI_STYLE = 0xfe0f;

  private static final int TEXT_STYLE = 0xfe0e;
  private static final int JOINER = 0x200d;
  private static final int KEYCAP = 0x20e3;

  private EmojiText() {}

  /**
   * Whether a character or cluster is a picture: by itself, or because what follows asks for it.
   */
  public static boolean isPicture(String cluster) {
    int first = cluster.codePointAt(0);
    int second = Character.charCount(first);
    if (second == cluster.length()) {
      return isPicture(first);
    }
    if (!Character.isEmoji(first)) {
      return false;
    }
    int next = cluster.codePointAt(second);
    if (next == TEXT_STYLE) {
      return false;
    }
    if (first < 0x80) {
      return cluster.codePointBefore(cluster.length()) == KEYCAP;
    }
    return isPicture(first)
        || next == EMOJI_STYLE
        || next == JOINER
        || Character.isEmojiModifier(next);
  }

  /**
   * The same of a character that stands alone. Those beyond the first plane are pictures also where
   * Unicode would rather have text: few fonts of text know them, and what they do not is blank.
   */
  private static boolean isPicture(int codePoint) {
    return Character.isEmojiPresentation(codePoint)
        || (Character.isSupplementaryCodePoint(codePoint) && Character.isEmoji(codePoint));
  }
}

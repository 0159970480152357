package dev.portolan.app.emoji;

/** Decides between emoji and text presentation. */
public final class EmojiText {
  /** Variation selector for emoji presentation. */
  static final int EMOJI_STYLE = 0xfe0f;

  private static final int TEXT_STYLE = 0xfe0e;
  private static final int JOINER = 0x200d;
  private static final int KEYCAP = 0x20e3;

  private EmojiText() {}

  /** Whether a character or cluster has emoji presentation, by default or by a selector. */
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
   * Whether a single code point has emoji presentation. Outside the BMP this includes characters
   * with a default text presentation, because few text fonts have glyphs for them.
   */
  private static boolean isPicture(int codePoint) {
    return Character.isEmojiPresentation(codePoint)
        || (Character.isSupplementaryCodePoint(codePoint) && Character.isEmoji(codePoint));
  }
}

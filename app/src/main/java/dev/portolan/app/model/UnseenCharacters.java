package dev.portolan.app.model;

/**
 * Characters that cannot be seen, or change what is around them: with them a stranger's name could
 * look like another one.
 */
public final class UnseenCharacters {
  private UnseenCharacters() {}

  public static boolean areIn(String text) {
    return text.codePoints().anyMatch(UnseenCharacters::isOne);
  }

  /** The text with a sign in place of each. */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder(text.length());
    text.codePoints().map(each -> isOne(each) ? '\uFFFD' : each).forEach(shown::appendCodePoint);
    return shown.toString();
  }

  /** Whether a code point is one of them. */
  public static boolean isOne(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.PRIVATE_USE,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }
}

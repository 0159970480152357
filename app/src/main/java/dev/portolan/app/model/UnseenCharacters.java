package dev.portolan.app.model;

/** Invisible and control characters. They could make an untrusted name look like another one. */
public final class UnseenCharacters {
  private UnseenCharacters() {}

  public static boolean areIn(String text) {
    return text.codePoints().anyMatch(UnseenCharacters::isOne);
  }

  /** Replaces each of them with a visible placeholder. */
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

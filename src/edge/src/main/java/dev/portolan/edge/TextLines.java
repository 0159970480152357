package dev.portolan.edge;

import java.util.function.Consumer;

/** The line format of an edge's files. A {@code #} starts a comment. */
final class TextLines {

  private static final int MAX_CHARS = 4_096;

  private TextLines() {}

  /**
   * Validates a text.
   *
   * @throws IllegalArgumentException if the last line is unterminated, as in a file that is half
   *     written, if a line is too long, or for control and format characters
   */
  static String checked(String text) {
    int number = 1;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        number++;
        start = i + 1;
      } else if (isUnseen(text.codePointAt(i)) && !isBeforeEnd(text, i)) {
        throw bad(number, "it has a character that cannot be seen");
      } else if (i - start >= MAX_CHARS) {
        throw bad(number, "it is longer than " + MAX_CHARS + " characters");
      }
    }
    if (start < text.length()) {
      throw bad(number, "it has no line end, and may be half written");
    }
    return text;
  }

  private static boolean isUnseen(int character) {
    return character != '\t'
        && switch (Character.getType(character)) {
          case Character.CONTROL,
              Character.FORMAT,
              Character.LINE_SEPARATOR,
              Character.PARAGRAPH_SEPARATOR ->
              true;
          default -> false;
        };
  }

  /** Whether a character is the first of a Windows line end. */
  private static boolean isBeforeEnd(String text, int index) {
    return text.charAt(index) == '\r'
        && index + 1 < text.length()
        && text.charAt(index + 1) == '\n';
  }

  /**
   * Checks a text, then passes each line that is neither blank nor a comment to the parser.
   *
   * @throws IllegalArgumentException the parser's, with the line number before its message
   */
  static void forEach(String text, Consumer<String> parser) {
    int number = 0;
    for (String line : checked(text).lines().toList()) {
      number++;
      int comment = line.indexOf('#');
      String content = (comment < 0 ? line : line.substring(0, comment)).strip();
      if (!content.isEmpty()) {
        try {
          parser.accept(content);
        } catch (IllegalArgumentException e) {
          throw bad(number, String.valueOf(e.getMessage()));
        }
      }
    }
  }

  private static IllegalArgumentException bad(int number, String reason) {
    return new IllegalArgumentException("line " + number + ": " + reason);
  }
}

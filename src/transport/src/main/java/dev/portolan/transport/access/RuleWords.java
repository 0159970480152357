package dev.portolan.transport.access;

import java.util.ArrayList;
import java.util.List;

/**
 * The words of one line: separated by blanks, {@code "in quotes"} where they have some, and a
 * comment behind {@code #}. Inside quotes a backslash stands before a quote or a backslash.
 */
final class RuleWords {
  /**
   * One word.
   *
   * @param quoted whether it was in quotes, so that a star in it is a star
   */
  record Word(String text, boolean quoted) {
    boolean isStar() {
      return !quoted && text.equals("*");
    }
  }

  private final String line;
  private int at;

  private RuleWords(String line) {
    this.line = line;
  }

  /**
   * Splits a line.
   *
   * @throws IllegalArgumentException with a plain sentence for a quote that does not end
   */
  static List<Word> split(String line) {
    return new RuleWords(line).words();
  }

  private List<Word> words() {
    List<Word> words = new ArrayList<>();
    while (true) {
      while (at < line.length() && isBlank(line.charAt(at))) {
        at++;
      }
      if (at == line.length() || line.charAt(at) == '#') {
        return words;
      }
      words.add(line.charAt(at) == '"' ? quotedWord() : plainWord());
    }
  }

  private Word plainWord() {
    int from = at;
    while (at < line.length() && !isBlank(line.charAt(at))) {
      if (line.charAt(at) == '"') {
        throw new IllegalArgumentException("a quote stands in the middle of a word");
      }
      at++;
    }
    return new Word(line.substring(from, at), false);
  }

  private Word quotedWord() {
    StringBuilder word = new StringBuilder();
    at++;
    while (at < line.length() && line.charAt(at) != '"') {
      if (line.charAt(at) == '\\') {
        at++;
        if (at == line.length() || (line.charAt(at) != '"' && line.charAt(at) != '\\')) {
          throw new IllegalArgumentException(
              "in quotes, a backslash stands before a quote or another backslash");
        }
      }
      word.append(line.charAt(at++));
    }
    if (at == line.length()) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    at++;
    if (at < line.length() && !isBlank(line.charAt(at))) {
      throw new IllegalArgumentException("a quote ends in the middle of a word");
    }
    return new Word(word.toString(), true);
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t';
  }

  /** A text as one word of a line, which means only itself. */
  static String quoted(String text) {
    boolean plain =
        !text.isEmpty()
            && text.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '#' || c == '*')
            && !text.equals("...");
    return plain ? text : '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}

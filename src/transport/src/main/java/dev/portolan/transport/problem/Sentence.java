package dev.portolan.transport.problem;

import java.util.regex.Pattern;

/** Makes sentences of words for the user. */
public final class Sentence {
  /** A word, rather than a name or a path. */
  private static final Pattern WORD = Pattern.compile("[a-z']+ ");

  private Sentence() {}

  /** The words with a capital letter, unless they begin with a name, and with a full stop. */
  public static String of(String words) {
    String text = ended(words);
    return WORD.matcher(text).lookingAt()
        ? Character.toUpperCase(text.charAt(0)) + text.substring(1)
        : text;
  }

  /** The words with a full stop, unless they are none or have an end. */
  public static String ended(String words) {
    String text = words.strip();
    return text.isEmpty() || ".!?…".indexOf(text.charAt(text.length() - 1)) >= 0
        ? text
        : text + ".";
  }
}

package dev.portolan.app.terminal;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A search query with options. */
public record SearchQuery(String text, boolean matchCase, boolean wholeWord, boolean regex) {
  private static final int LONGEST = 1_000;

  public SearchQuery {
    if (text.length() > LONGEST) {
      text = text.substring(0, LONGEST);
    }
  }

  public boolean isEmpty() {
    return text.isEmpty();
  }

  /**
   * The query as a pattern.
   *
   * @throws PatternSyntaxException if it is an invalid regular expression
   */
  Pattern pattern() {
    String expression = regex ? text : Pattern.quote(text);
    if (wholeWord) {
      expression = "(?<![\\p{L}\\p{N}_])(?:" + expression + ")(?![\\p{L}\\p{N}_])";
    }
    int flags = matchCase ? 0 : Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    return Pattern.compile(expression, flags);
  }
}

package dev.portolan.app.session;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of sessions. */
final class Words {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.portolan.app.session.words", Locale.ENGLISH);

  private Words() {}

  static String of(String key, Object... arguments) {
    return new MessageFormat(BUNDLE.getString(key), Locale.ENGLISH).format(arguments);
  }

  /** Joins two sentences, either of which may be empty or lack its full stop. */
  static String sentences(String first, String second) {
    return (ended(first) + " " + ended(second)).strip();
  }

  private static String ended(String sentence) {
    String text = sentence.strip();
    return text.isEmpty() || ".!?…".indexOf(text.charAt(text.length() - 1)) >= 0
        ? text
        : text + ".";
  }
}

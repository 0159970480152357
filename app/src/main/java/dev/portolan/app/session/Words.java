package dev.portolan.app.session;

import dev.portolan.transport.problem.Sentence;
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
    return (Sentence.ended(first) + " " + Sentence.ended(second)).strip();
  }
}

package dev.portolan.app.view.shell;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of shell tabs. */
final class ShellTexts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.portolan.app.view.shell.shell");

  private ShellTexts() {}

  static String of(String key) {
    return BUNDLE.getString(key);
  }

  /** A text with verbatim arguments. */
  static String of(String key, Object... values) {
    return new MessageFormat(BUNDLE.getString(key).replace("'", "''"), Locale.getDefault())
        .format(values);
  }
}

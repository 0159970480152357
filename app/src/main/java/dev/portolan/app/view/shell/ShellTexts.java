package dev.portolan.app.view.shell;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of shell tabs. */
final class ShellTexts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.portolan.app.view.shell.shell");

  private ShellTexts() {}

  static String of(String key) {
    return BUNDLE.getString(key);
  }

  /** The text with its places filled; what is filled in is shown as it is. */
  static String of(String key, Object... values) {
    return new MessageFormat(BUNDLE.getString(key).replace("'", "''"), Locale.getDefault())
        .format(values);
  }
}

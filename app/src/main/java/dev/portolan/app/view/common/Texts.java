package dev.portolan.app.view.common;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The texts of the window, from a resource bundle. */
public final class Texts {
  private static final ResourceBundle BUNDLE =
      ResourceBundle.getBundle("dev.portolan.app.view.texts", Locale.ENGLISH);

  private Texts() {}

  /** The bundle, for FXML. */
  public static ResourceBundle bundle() {
    return BUNDLE;
  }

  /** The text of a key, with {@code {0}} and so on replaced. */
  public static String get(String key, Object... arguments) {
    String pattern = BUNDLE.getString(key);
    return arguments.length == 0
        ? pattern
        : new MessageFormat(pattern, Locale.ENGLISH).format(arguments);
  }
}

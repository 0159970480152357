package dev.portolan.app.view.palette;

import dev.portolan.app.view.common.Texts;
import java.util.Locale;

/**
 * A text around a name. Much faster than formatting it, of which 10,000 devices need many.
 *
 * @param before what stands before the name
 * @param after what stands behind it
 */
record Title(String before, String after) {
  /** The name and nothing else. */
  static final Title NAME = new Title("", "");

  private static final String PLACEHOLDER = "\0";

  /** The title of a text with one placeholder. */
  static Title of(String key) {
    String text = Texts.get(key, PLACEHOLDER);
    int at = text.indexOf(PLACEHOLDER);
    return new Title(text.substring(0, at), text.substring(at + PLACEHOLDER.length()));
  }

  String around(String name) {
    return before + name + after;
  }

  /** Its own words, in lower case. */
  String text() {
    return (before + "\n" + after).toLowerCase(Locale.ROOT);
  }
}

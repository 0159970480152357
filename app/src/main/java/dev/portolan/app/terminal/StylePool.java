package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.HashMap;
import java.util.Map;

/** Makes equal styles one object, so that many cells share few. */
final class StylePool {
  private static final int MAX = 4_096;

  private final Map<TextStyle, TextStyle> styles = new HashMap<>();

  TextStyle shared(TextStyle style) {
    if (styles.size() >= MAX) {
      styles.clear();
    }
    TextStyle known = styles.putIfAbsent(style, style);
    return known == null ? style : known;
  }

  /** The style of what is erased while {@code style} is in force: its background alone. */
  TextStyle erased(TextStyle style) {
    return style.getBackground() == null
        ? TextStyle.EMPTY
        : shared(new TextStyle(null, style.getBackground()));
  }
}

package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.HashMap;
import java.util.Map;

/** Interns styles, so that cells share them. */
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

  /** The style of cells erased with {@code style}, which keeps only the background. */
  TextStyle erased(TextStyle style) {
    return style.getBackground() == null
        ? TextStyle.EMPTY
        : shared(new TextStyle(null, style.getBackground()));
  }
}

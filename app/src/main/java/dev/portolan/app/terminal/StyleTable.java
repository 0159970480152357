package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.Arrays;

/** The styles of many packed rows, each with a number. Guarded by the lock of its screen. */
final class StyleTable {
  /** A style, its colours, its place here. */
  private static final int STYLE_BYTES = 200;

  private TextStyle[] styles = new TextStyle[16];
  private int size;
  private int rows;

  /** How many of the styles {@link #addRow} has told. */
  private int counted;

  TextStyle style(int number) {
    return styles[number];
  }

  int size() {
    return size;
  }

  /** Adds a style and says which number it has. */
  int add(TextStyle style) {
    if (size == styles.length) {
      styles = Arrays.copyOf(styles, 2 * size);
    }
    styles[size] = style;
    return size++;
  }

  /** One more row is kept that uses it; returns how many bytes that adds for styles. */
  long addRow() {
    rows++;
    long more = (long) STYLE_BYTES * (size - counted);
    counted = size;
    return more;
  }

  /** A row that uses it is gone; returns how many bytes of styles went with it. */
  long removeRow() {
    if (--rows > 0) {
      return 0;
    }
    long less = (long) STYLE_BYTES * counted;
    counted = 0;
    return less;
  }
}

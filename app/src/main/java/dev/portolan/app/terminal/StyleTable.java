package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.TextStyle;
import java.util.Arrays;

/** The numbered styles of packed rows. Guarded by the screen's lock. */
final class StyleTable {
  /** The estimated memory of a style. */
  private static final int STYLE_BYTES = 200;

  private TextStyle[] styles = new TextStyle[16];
  private int size;
  private int rows;

  /** The number of styles already accounted for by {@link #addRow}. */
  private int counted;

  TextStyle style(int number) {
    return styles[number];
  }

  int size() {
    return size;
  }

  /** Adds a style and returns its number. */
  int add(TextStyle style) {
    if (size == styles.length) {
      styles = Arrays.copyOf(styles, 2 * size);
    }
    styles[size] = style;
    return size++;
  }

  /** Counts a row that uses the table. Returns the bytes to add for new styles. */
  long addRow() {
    rows++;
    long more = (long) STYLE_BYTES * (size - counted);
    counted = size;
    return more;
  }

  /** Removes a row that uses the table. Returns the bytes of styles released. */
  long removeRow() {
    if (--rows > 0) {
      return 0;
    }
    long less = (long) STYLE_BYTES * counted;
    counted = 0;
    return less;
  }
}

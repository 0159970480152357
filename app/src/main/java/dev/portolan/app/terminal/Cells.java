package dev.portolan.app.terminal;

import com.techsenger.jeditermfx.core.util.CharUtils;
import java.text.Normalizer;

/**
 * How many cells text takes on JediTerm's screen, where every {@code char} has a cell and wide ones
 * have two.
 */
final class Cells {
  private Cells() {}

  /**
   * As JediTerm will store it: with accents drawn together where there is one character for both.
   */
  static String composed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x300) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
      }
    }
    return text;
  }

  static int count(String text) {
    int cells = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      cells += width(text.codePointAt(i));
    }
    return cells;
  }

  /**
   * The end of the longest piece of {@code text} from {@code from} on that takes no more than
   * {@code room} cells.
   */
  static int fitting(String text, int from, int room) {
    int left = room;
    int i = from;
    while (i < text.length()) {
      int codePoint = text.codePointAt(i);
      left -= width(codePoint);
      if (left < 0) {
        break;
      }
      i += Character.charCount(codePoint);
    }
    return i;
  }

  private static int width(int codePoint) {
    int cells = Character.charCount(codePoint);
    return codePoint >= 0x1100 && CharUtils.isDoubleWidthCharacter(codePoint, false)
        ? cells + 1
        : cells;
  }
}

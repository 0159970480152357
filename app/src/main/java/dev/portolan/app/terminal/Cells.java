package dev.portolan.app.terminal;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What stands in cells: a code point, a letter with marks that has none, or the second half of a
 * wide character. Guarded by the lock of its screen.
 */
final class Cells {
  /** The second cell of a wide character. */
  static final int SECOND = -1;

  static final int BLANK = ' ';

  /** Whatever is below takes one cell and is drawn over nothing. */
  static final char ODD = '\u0300';

  private static final int FIRST_CLUSTER = Character.MAX_CODE_POINT + 1;
  private static final int MOST_CLUSTERS = 4_096;

  /** First and last of each range of wide characters (East Asian Width W and F, Unicode 15). */
  private static final int[] WIDE = {
    0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
    0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
    0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
    0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
    0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
    0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
    0x3041, 0xa4cf, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff, 0xfe10, 0xfe19, 0xfe30, 0xfe6f,
    0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18d08, 0x1aff0, 0x1b2fb, 0x1f004, 0x1f004, 0x1f0cf,
    0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320, 0x1f32d, 0x1f335, 0x1f337,
    0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0, 0x1f3f0, 0x1f3f4,
    0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d, 0x1f54b,
    0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb,
    0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc,
    0x1f6df, 0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c,
    0x1f93a, 0x1f93c, 0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x2fffd, 0x30000,
    0x3fffd
  };

  private final List<String> clusters = new ArrayList<>();
  private final Map<String, Integer> known = new HashMap<>();

  /** Whether {@code codePoint} is drawn over the character before it and takes no cell. */
  static boolean isMark(int codePoint) {
    if (codePoint < ODD) {
      return false;
    }
    int type = Character.getType(codePoint);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || (codePoint >= 0x1160 && codePoint <= 0x11ff); // Vowels and finals of Hangul.
  }

  /** Whether {@code codePoint} takes two cells. */
  static boolean isWide(int codePoint) {
    if (codePoint < WIDE[0]) {
      return false;
    }
    int low = 0;
    int high = WIDE.length / 2 - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (codePoint < WIDE[2 * middle]) {
        high = middle - 1;
      } else if (codePoint > WIDE[2 * middle + 1]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** The cell of a letter with one more mark; the letter's own where there is no room for more. */
  int marked(int cell, int mark) {
    if (cell == SECOND || cell == BLANK) {
      return cell;
    }
    String both = Normalizer.normalize(text(cell) + Character.toString(mark), Normalizer.Form.NFC);
    if (both.codePointCount(0, both.length()) == 1) {
      return both.codePointAt(0);
    }
    Integer already = known.get(both);
    if (already != null) {
      return already;
    }
    if (clusters.size() >= MOST_CLUSTERS || both.length() > 2 + TerminalLimits.COMBINING_MARKS) {
      return cell;
    }
    clusters.add(both);
    known.put(both, FIRST_CLUSTER + clusters.size() - 1);
    return FIRST_CLUSTER + clusters.size() - 1;
  }

  /** What stands in a cell; nothing in the second one of a wide character. */
  String text(int cell) {
    if (cell == SECOND) {
      return "";
    }
    return cell >= FIRST_CLUSTER ? clusters.get(cell - FIRST_CLUSTER) : Character.toString(cell);
  }

  /** Whether a cell holds a letter with marks that has no character of its own. */
  static boolean isCluster(int cell) {
    return cell >= FIRST_CLUSTER;
  }

  /** Adds what stands in a cell to {@code text}. */
  void append(StringBuilder text, int cell) {
    if (cell >= FIRST_CLUSTER) {
      text.append(clusters.get(cell - FIRST_CLUSTER));
    } else if (cell >= 0) {
      text.appendCodePoint(cell);
    }
  }
}

package dev.portolan.app.terminal;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the cells of a row are shown if a part of it is read from right to left: Unicode's
 * bidirectional algorithm in a paragraph from left to right. Wide characters keep their cells, and
 * frames part what stands between them. Never changes.
 */
final class VisualOrder {
  /** Each is the other's picture in a mirror, in pairs. */
  private static final String MIRRORED = "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265";

  private static final char FIRST = '\u0590';
  private static final char LETTER = 'a';
  private static final char SEPARATOR = '\t';
  private static final char RIGHT_TO_LEFT_LETTER = '\u05d0';

  /** What is shown in each place. */
  private final int[] columns;

  /** Where each column is shown. */
  private final int[] places;

  /** Of each column; the odd ones run from right to left. */
  private final byte[] levels;

  private final char[] characters;

  private VisualOrder(char[] characters, Bidi bidi) {
    this.characters = characters;
    columns = new int[characters.length];
    places = new int[characters.length];
    levels = new byte[characters.length];
    Integer[] order = new Integer[characters.length];
    for (int i = 0; i < characters.length; i++) {
      levels[i] = (byte) bidi.getLevelAt(i);
      order[i] = i;
    }
    Bidi.reorderVisually(levels, 0, order, 0, order.length);
    for (int place = 0; place < order.length; place++) {
      columns[place] = order[place];
      places[order[place]] = place;
    }
  }

  /** Null where all is shown as it stands, as in nearly every row. */
  static @Nullable VisualOrder of(int[] cells, Map<Integer, String> clusters) {
    if (!mayTurn(cells)) {
      return null;
    }
    char[] characters = new char[cells.length];
    for (int i = 0; i < cells.length; i++) {
      characters[i] = character(cells, clusters, i);
    }
    if (!Bidi.requiresBidi(characters, 0, characters.length)) {
      return null;
    }
    Bidi bidi = new Bidi(characters, 0, null, 0, characters.length, Bidi.DIRECTION_LEFT_TO_RIGHT);
    return bidi.isLeftToRight() ? null : new VisualOrder(characters, bidi);
  }

  /** Nothing before Hebrew is read from right to left. */
  private static boolean mayTurn(int[] cells) {
    for (int cell : cells) {
      if (cell >= FIRST) {
        return true;
      }
    }
    return false;
  }

  /** One that is ordered as what stands in a cell. */
  private static char character(int[] cells, Map<Integer, String> clusters, int column) {
    int cell = cells[column];
    if (cell == Cells.SECOND || (column + 1 < cells.length && cells[column + 1] == Cells.SECOND)) {
      return LETTER;
    }
    int codePoint = cell == Cells.CLUSTER ? base(clusters.getOrDefault(column, " ")) : cell;
    if (isFrame(codePoint)) {
      return SEPARATOR;
    }
    return switch (Character.getDirectionality(codePoint)) {
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT -> LETTER;
      case Character.DIRECTIONALITY_RIGHT_TO_LEFT ->
          Character.isBmpCodePoint(codePoint) ? (char) codePoint : RIGHT_TO_LEFT_LETTER;
      case Character.DIRECTIONALITY_LEFT_TO_RIGHT_EMBEDDING,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_OVERRIDE,
          Character.DIRECTIONALITY_LEFT_TO_RIGHT_ISOLATE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_EMBEDDING,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_OVERRIDE,
          Character.DIRECTIONALITY_RIGHT_TO_LEFT_ISOLATE,
          Character.DIRECTIONALITY_FIRST_STRONG_ISOLATE,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_FORMAT,
          Character.DIRECTIONALITY_POP_DIRECTIONAL_ISOLATE,
          Character.DIRECTIONALITY_PARAGRAPH_SEPARATOR ->
          ' ';
      default -> Character.isBmpCodePoint(codePoint) ? (char) codePoint : ' ';
    };
  }

  /** The character that a cluster's marks belong to. */
  private static int base(String cluster) {
    return cluster.codePoints().filter(c -> !Cells.isMark(c)).findFirst().orElse(' ');
  }

  private static boolean isFrame(int codePoint) {
    return (codePoint >= 0x2500 && codePoint <= 0x259f)
        || (codePoint >= 0xe0b0 && codePoint <= 0xe0d7);
  }

  int length() {
    return columns.length;
  }

  int column(int place) {
    return columns[place];
  }

  int place(int column) {
    return places[column];
  }

  /** Whether what is shown in a place is read from right to left. */
  boolean isTurned(int place) {
    return levels[columns[place]] % 2 == 1;
  }

  /** The character that is shown for {@code codePoint} in a place that is turned. */
  static int mirrored(int codePoint) {
    int index = MIRRORED.indexOf(codePoint);
    return index < 0 ? codePoint : MIRRORED.charAt(index ^ 1);
  }

  /** The words whose letters are turned, as places, from left to right. */
  List<CellRun> words() {
    List<CellRun> words = new ArrayList<>();
    int place = 0;
    while (place < columns.length) {
      int from = place++;
      if (isTurnedLetter(from)) {
        while (place < columns.length
            && isTurnedLetter(place)
            && columns[place] == columns[place - 1] - 1) {
          place++;
        }
        words.add(new CellRun(from, place));
      }
    }
    return List.copyOf(words);
  }

  private boolean isTurnedLetter(int place) {
    byte direction = Character.getDirectionality(characters[columns[place]]);
    return isTurned(place)
        && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  }
}

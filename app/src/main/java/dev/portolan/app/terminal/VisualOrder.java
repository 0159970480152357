package dev.portolan.app.terminal;

import java.text.Bidi;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The visual order of a row with right-to-left text, by Unicode's bidirectional algorithm in a
 * left-to-right paragraph. Wide characters keep their cells; box-drawing characters separate text.
 * Immutable.
 */
final class VisualOrder {
  /** Pairs of mirrored characters. */
  private static final String MIRRORED = "()[]{}<>\u00ab\u00bb\u2039\u203a\u2264\u2265";

  private static final char FIRST = '\u0590';
  private static final char LETTER = 'a';
  private static final char SEPARATOR = '\t';
  private static final char RIGHT_TO_LEFT_LETTER = '\u05d0';

  /** The column at each visual position. */
  private final int[] columns;

  /** The visual position of each column. */
  private final int[] places;

  /** The embedding level of each column; odd is right-to-left. */
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

  /** The order of a row, or null if it is unchanged. */
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

  /** Whether a row may contain right-to-left characters. */
  private static boolean mayTurn(int[] cells) {
    for (int cell : cells) {
      if (cell >= FIRST) {
        return true;
      }
    }
    return false;
  }

  /** A character with the bidirectional class of a cell. */
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

  /** The base character of a cluster. */
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

  /** Whether a visual position is right-to-left. */
  boolean isTurned(int place) {
    return levels[columns[place]] % 2 == 1;
  }

  /** The mirrored character of {@code codePoint}, if any. */
  static int mirrored(int codePoint) {
    int index = MIRRORED.indexOf(codePoint);
    return index < 0 ? codePoint : MIRRORED.charAt(index ^ 1);
  }

  /** The right-to-left words as visual positions, from left to right. */
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

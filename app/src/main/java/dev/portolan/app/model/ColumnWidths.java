package dev.portolan.app.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The widths that a person has given to columns of tables; others are as wide as they need to be.
 *
 * @param byColumn pixels at the usual size of letters, by a table's and a column's name
 */
public record ColumnWidths(Map<String, Integer> byColumn) {
  public static final ColumnWidths NONE = new ColumnWidths(Map.of());

  private static final int LEAST = 24;
  private static final int MAX = 2_000;
  private static final int MAX_COLUMNS = 100;
  private static final int LONGEST_NAME = 60;

  public ColumnWidths {
    Map<String, Integer> bounded = new LinkedHashMap<>();
    byColumn.forEach(
        (name, width) -> {
          if (bounded.size() < MAX_COLUMNS && name.length() <= LONGEST_NAME) {
            bounded.put(name, Math.clamp(width, LEAST, MAX));
          }
        });
    byColumn = Map.copyOf(bounded);
  }

  /** The width of a column; empty where nobody has chosen one. */
  public OptionalInt of(String column) {
    Integer width = byColumn.get(column);
    return width == null ? OptionalInt.empty() : OptionalInt.of(width);
  }

  /** These, and another. */
  public ColumnWidths with(String column, int width) {
    Map<String, Integer> more = new LinkedHashMap<>(byColumn);
    more.put(column, width);
    return new ColumnWidths(more);
  }
}

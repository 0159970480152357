package dev.portolan.app.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The table column widths chosen by the user. Other columns fit their content.
 *
 * @param byColumn pixels at the default font size, by table and column name
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

  /** The width of a column; empty if none was chosen. */
  public OptionalInt of(String column) {
    Integer width = byColumn.get(column);
    return width == null ? OptionalInt.empty() : OptionalInt.of(width);
  }

  /** A copy with another width. */
  public ColumnWidths with(String column, int width) {
    Map<String, Integer> more = new LinkedHashMap<>(byColumn);
    more.put(column, width);
    return new ColumnWidths(more);
  }
}

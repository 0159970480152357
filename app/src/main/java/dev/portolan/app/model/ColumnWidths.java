package dev.portolan.app.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;

/**
 * The table columns as chosen by the user: their widths, and which of them are shown. Others are as
 * the table has them.
 *
 * @param byColumn pixels at the default font size, by table and column name
 * @param shown whether it is shown, by table and column name
 */
public record ColumnWidths(Map<String, Integer> byColumn, Map<String, Boolean> shown) {
  public static final ColumnWidths NONE = new ColumnWidths(Map.of(), Map.of());

  private static final int LEAST = 24;
  private static final int MAX = 2_000;
  private static final int MAX_COLUMNS = 100;
  private static final int LONGEST_NAME = 60;

  public ColumnWidths {
    byColumn = bounded(byColumn, width -> Math.clamp(width, LEAST, MAX));
    shown = bounded(shown, UnaryOperator.identity());
  }

  private static <T> Map<String, T> bounded(Map<String, T> given, UnaryOperator<T> value) {
    Map<String, T> bounded = new LinkedHashMap<>();
    given.forEach(
        (name, each) -> {
          if (bounded.size() < MAX_COLUMNS && name.length() <= LONGEST_NAME) {
            bounded.put(name, value.apply(each));
          }
        });
    return Map.copyOf(bounded);
  }

  /** The width of a column; empty if none was chosen. */
  public OptionalInt of(String column) {
    Integer width = byColumn.get(column);
    return width == null ? OptionalInt.empty() : OptionalInt.of(width);
  }

  /** Whether a column is shown; empty if that was not chosen. */
  public Optional<Boolean> shows(String column) {
    return Optional.ofNullable(shown.get(column));
  }

  /** A copy with another width. */
  public ColumnWidths with(String column, int width) {
    return new ColumnWidths(with(byColumn, column, width), shown);
  }

  /** A copy with a column shown or hidden. */
  public ColumnWidths showing(String column, boolean visible) {
    return new ColumnWidths(byColumn, with(shown, column, visible));
  }

  private static <T> Map<String, T> with(Map<String, T> before, String column, T value) {
    Map<String, T> more = new LinkedHashMap<>(before);
    more.put(column, value);
    return more;
  }
}

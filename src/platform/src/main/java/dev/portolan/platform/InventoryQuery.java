package dev.portolan.platform;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which devices to list, in which order.
 *
 * @param title a part of the name, or empty for any
 * @param tags tags that a device must have, all of them
 * @param sort what they are ordered by
 * @param direction in which direction
 */
public record InventoryQuery(String title, List<String> tags, Sort sort, Direction direction) {
  private static final int MAX_TITLE = 200;
  private static final int MAX_TAGS = 32;

  /** All devices by name. */
  public static final InventoryQuery ALL =
      new InventoryQuery("", List.of(), Sort.TITLE, Direction.ASCENDING);

  /** What devices are ordered by. */
  public enum Sort {
    /** Host name or address. */
    TITLE("title"),
    /** The name that people gave it. */
    NAME("device_name"),
    /** When it last reported. */
    LAST_REPORTED("last_reported_time");

    private final String wireName;

    Sort(String wireName) {
      this.wireName = wireName;
    }
  }

  /** The direction of an order. */
  public enum Direction {
    /** The smallest first. */
    ASCENDING("asc"),
    /** The largest first. */
    DESCENDING("desc");

    private final String wireName;

    Direction(String wireName) {
      this.wireName = wireName;
    }
  }

  /** Validates that the search can be sent. */
  public InventoryQuery {
    tags = List.copyOf(tags);
    if (title.length() > MAX_TITLE || tags.size() > MAX_TAGS) {
      throw new IllegalArgumentException("the search is too long");
    }
  }

  /** Path and query for a page. */
  String target(int offset, int pageSize) {
    Map<String, Object> search = new TreeMap<>();
    if (!title.isEmpty()) {
      search.put("title", title);
    }
    if (!tags.isEmpty()) {
      search.put("tags", tags);
    }
    String json = new String(JsonObject.write(search), StandardCharsets.UTF_8);
    return "/api/v2/inventory?search="
        + URLEncoder.encode(json, StandardCharsets.UTF_8)
        + "&sort_field="
        + sort.wireName
        + "&sort_direction="
        + direction.wireName
        + "&items_per_page="
        + pageSize
        + "&offset="
        + offset
        + "&report_type=detailed";
  }
}

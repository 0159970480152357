package dev.portolan.app.model;

import java.util.List;
import java.util.Objects;

/**
 * The user's settings for a device.
 *
 * @param name display name
 * @param path its id at the edge, or its URL path
 * @param group the nested groups that it is in, outermost first; empty for none
 * @param favourite whether it is listed among the favourites, too
 * @param tags words for searching
 * @param notes free text
 */
public record DeviceSettings(
    String name,
    String path,
    List<String> group,
    boolean favourite,
    List<String> tags,
    String notes) {
  /** Most groups within each other. */
  public static final int MAX_GROUPS = 8;

  public DeviceSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A device needs a name");
    }
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(notes, "notes");
    group = List.copyOf(group);
    if (group.size() > MAX_GROUPS || group.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("A device is in at most 8 groups, which have names");
    }
    tags = List.copyOf(tags);
  }

  /** The settings of a device that is in no group and no favourite. */
  public DeviceSettings(String name, String path, List<String> tags, String notes) {
    this(name, path, List.of(), false, tags, notes);
  }

  public DeviceSettings withPath(String now) {
    return new DeviceSettings(name, now, group, favourite, tags, notes);
  }

  public DeviceSettings withGroup(List<String> now) {
    return new DeviceSettings(name, path, now, favourite, tags, notes);
  }

  public DeviceSettings withFavourite(boolean now) {
    return new DeviceSettings(name, path, group, now, tags, notes);
  }

  public DeviceSettings withTags(List<String> now) {
    return new DeviceSettings(name, path, group, favourite, now, notes);
  }

  public DeviceSettings withoutNotes() {
    return new DeviceSettings(name, path, group, favourite, tags, "");
  }
}

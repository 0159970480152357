package dev.portolan.app.model;

import java.util.List;
import java.util.Objects;

/**
 * The user's settings for a device.
 *
 * @param name display name
 * @param path its id at the edge, or its URL path
 * @param tags words for searching
 * @param notes free text
 */
public record DeviceSettings(String name, String path, List<String> tags, String notes) {
  public DeviceSettings {
    if (name.isBlank()) {
      throw new IllegalArgumentException("A device needs a name");
    }
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(notes, "notes");
    tags = List.copyOf(tags);
  }
}

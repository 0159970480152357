package dev.portolan.app.model;

import java.util.List;
import java.util.Objects;

/**
 * What a person said about a device.
 *
 * @param name as shown
 * @param path its id at the edge, or the URL path that leads to it
 * @param tags words to find it by
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

package dev.portolan.app.model;

import java.util.Objects;

/**
 * A tab that was open.
 *
 * @param kind what it shows
 * @param deviceId whose; empty for tabs without a device
 * @param selected whether it was in front
 */
public record OpenTab(Kind kind, String deviceId, boolean selected) {
  /** What a tab shows. */
  public enum Kind {
    OVERVIEW,
    DEVICE,
    SHELL
  }

  public OpenTab {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(deviceId, "deviceId");
  }
}

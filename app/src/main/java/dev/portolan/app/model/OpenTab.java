package dev.portolan.app.model;

import java.util.Objects;

/**
 * An open tab to restore.
 *
 * @param kind its kind
 * @param deviceId id of its device; empty for tabs without one
 * @param selected whether it was the selected tab
 */
public record OpenTab(Kind kind, String deviceId, boolean selected) {
  /** Kind of a tab. */
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

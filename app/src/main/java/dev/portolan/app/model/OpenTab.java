package dev.portolan.app.model;

import java.util.List;
import java.util.Objects;

/**
 * An open tab to restore.
 *
 * @param kind its kind
 * @param deviceId id of its device; empty for tabs without one
 * @param selected whether it was the selected tab
 * @param folders the folders that a tab of files shows: of this computer, of the device
 */
public record OpenTab(Kind kind, String deviceId, boolean selected, List<String> folders) {
  /** Kind of a tab. */
  public enum Kind {
    OVERVIEW,
    DEVICE,
    SHELL,
    FILES,
    /** Commands on devices; not restored. */
    RUN,
    /** A recording; not restored. */
    PLAYER,
    /** The manual; not restored. */
    MANUAL;

    /** Whether such a tab is restored at the next start. */
    public boolean isRestored() {
      return switch (this) {
        case OVERVIEW, DEVICE, SHELL, FILES -> true;
        case RUN, PLAYER, MANUAL -> false;
      };
    }
  }

  public OpenTab {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(deviceId, "deviceId");
    folders = List.copyOf(folders);
  }

  /** A tab without folders. */
  public OpenTab(Kind kind, String deviceId, boolean selected) {
    this(kind, deviceId, selected, List.of());
  }

  /** The same, selected or not. */
  public OpenTab withSelected(boolean now) {
    return new OpenTab(kind, deviceId, now, folders);
  }
}

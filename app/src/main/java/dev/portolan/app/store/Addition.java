package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TunnelSettings;

/** A line in the preview of a list's import: a new entry, or the existing parent of one. */
public sealed interface Addition {
  /** Whether it would be added; otherwise it exists and stays unchanged. */
  boolean isNew();

  /** An edge, before its devices. */
  record Edge(EdgeSettings settings, boolean isNew) implements Addition {}

  /** A device, before its tunnels. */
  record Device(DeviceSettings settings, boolean isNew) implements Addition {}

  /** A new tunnel. Existing ones are not listed. */
  record Tunnel(TunnelSettings settings) implements Addition {
    @Override
    public boolean isNew() {
      return true;
    }
  }
}

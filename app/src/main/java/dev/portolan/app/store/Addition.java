package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TunnelSettings;

/** A line of what a list would add to ours: something new, or what it would come below. */
public sealed interface Addition {
  /** Whether it is added; else it is there and stays as it is. */
  boolean isNew();

  /** An edge, before its devices. */
  record Edge(EdgeSettings settings, boolean isNew) implements Addition {}

  /** A device, before its tunnels. */
  record Device(DeviceSettings settings, boolean isNew) implements Addition {}

  /** A tunnel; those that are there are left out. */
  record Tunnel(TunnelSettings settings) implements Addition {
    @Override
    public boolean isNew() {
      return true;
    }
  }
}

package dev.portolan.app.store;

import dev.portolan.app.model.ColumnWidths;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.LastFolders;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.SidebarMemory;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowPlace;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A snapshot of everything that is saved between runs.
 *
 * @param edges edges with their devices and tunnels
 * @param settings the user's settings
 * @param window the window's position
 * @param columns widths of table columns
 * @param sidebar recent devices and collapsed rows
 * @param tabs the open tabs in order
 * @param folders the folders that files went between last
 */
record Profile(
    List<Edge> edges,
    SettingValues settings,
    WindowPlace window,
    ColumnWidths columns,
    SidebarMemory sidebar,
    List<OpenTab> tabs,
    LastFolders folders) {
  static final Profile EMPTY = withEdges(List.of());

  Profile {
    edges = List.copyOf(edges);
    tabs = List.copyOf(tabs);
  }

  /** A profile with edges and defaults. */
  static Profile withEdges(List<Edge> edges) {
    return new Profile(
        edges,
        SettingValues.USUAL,
        WindowPlace.DEFAULT,
        ColumnWidths.NONE,
        SidebarMemory.NONE,
        List.of(),
        LastFolders.NONE);
  }

  record Edge(String id, EdgeKind kind, EdgeSettings settings, List<Device> devices) {
    Edge {
      devices = List.copyOf(devices);
    }
  }

  record Device(String id, DeviceSettings settings, List<Tunnel> tunnels) {
    Device {
      tunnels = List.copyOf(tunnels);
    }
  }

  /**
   * A tunnel.
   *
   * @param on whether it was switched on
   * @param offAt when its time limit is over; null if it has none
   */
  record Tunnel(String id, TunnelSettings settings, boolean on, @Nullable Instant offAt) {
    /** A tunnel without a time limit. */
    Tunnel(String id, TunnelSettings settings, boolean on) {
      this(id, settings, on, null);
    }
  }
}

package dev.portolan.app.store;

import dev.portolan.app.model.ColumnWidths;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowPlace;
import java.util.List;

/**
 * Everything that is kept between two starts, as it was at one moment.
 *
 * @param edges edges with their devices and tunnels
 * @param settings how the person likes it
 * @param window where the window stood
 * @param columns how wide its tables' columns were made
 * @param tabs what was open in it, in their order
 */
record Profile(
    List<Edge> edges,
    SettingValues settings,
    WindowPlace window,
    ColumnWidths columns,
    List<OpenTab> tabs) {
  static final Profile EMPTY = withEdges(List.of());

  Profile {
    edges = List.copyOf(edges);
    tabs = List.copyOf(tabs);
  }

  /** Edges, and all else as usual. */
  static Profile withEdges(List<Edge> edges) {
    return new Profile(
        edges, SettingValues.USUAL, WindowPlace.DEFAULT, ColumnWidths.NONE, List.of());
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

  /** A tunnel; {@code on} says whether it was switched on. */
  record Tunnel(String id, TunnelSettings settings, boolean on) {}
}

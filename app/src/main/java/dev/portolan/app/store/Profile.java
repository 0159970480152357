package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TokenPlace;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowPlace;
import java.util.List;

/**
 * Everything that is kept between two starts, as it was at one moment.
 *
 * @param edges edges with their devices and tunnels
 * @param settings how the person likes it
 */
record Profile(List<Edge> edges, Settings settings) {
  static final Profile EMPTY = new Profile(List.of(), Settings.DEFAULT);

  Profile {
    edges = List.copyOf(edges);
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

  record Settings(
      ThemeChoice theme,
      int scalePercent,
      int terminalFont,
      boolean restore,
      boolean copyOnSelect,
      TokenPlace tokens,
      WindowPlace window,
      List<OpenTab> tabs) {
    static final Settings DEFAULT =
        new Settings(
            ThemeChoice.SYSTEM,
            100,
            13,
            true,
            false,
            TokenPlace.KEYCHAIN,
            WindowPlace.DEFAULT,
            List.of());

    Settings {
      tabs = List.copyOf(tabs);
    }
  }
}

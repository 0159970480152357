package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import java.util.List;

/**
 * Edges, devices and tunnels as one person hands them on to another: without tokens, keys, notes,
 * and what is on.
 */
public final class SharedList {
  private final List<Profile.Edge> edges;

  private SharedList(List<Profile.Edge> edges) {
    this.edges = List.copyOf(edges);
  }

  /** Leaves out what is not for others, and edges that are on this computer only. */
  static SharedList of(List<Profile.Edge> edges) {
    return new SharedList(
        edges.stream()
            .filter(edge -> edge.kind() == EdgeKind.REMOTE)
            .map(SharedList::shared)
            .toList());
  }

  List<Profile.Edge> edges() {
    return edges;
  }

  public boolean isEmpty() {
    return edges.isEmpty();
  }

  private static Profile.Edge shared(Profile.Edge edge) {
    EdgeSettings settings = edge.settings();
    return new Profile.Edge(
        edge.id(),
        EdgeKind.REMOTE,
        new EdgeSettings(settings.name(), settings.url(), shared(settings.trust()), "", ""),
        edge.devices().stream().map(SharedList::shared).toList());
  }

  /** Folders of this computer mean nothing on another one, and may tell who works on it. */
  private static TrustChoice shared(TrustChoice trust) {
    return switch (trust) {
      case TrustChoice.AuthorityFile(String path) ->
          new TrustChoice.AuthorityFile(
              path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1));
      case TrustChoice.SystemAuthorities system -> system;
      case TrustChoice.PinnedKey pinned -> pinned;
    };
  }

  private static Profile.Device shared(Profile.Device device) {
    DeviceSettings settings = device.settings();
    return new Profile.Device(
        device.id(),
        new DeviceSettings(settings.name(), settings.path(), settings.tags(), ""),
        device.tunnels().stream().map(SharedList::shared).toList());
  }

  private static Profile.Tunnel shared(Profile.Tunnel tunnel) {
    TunnelSettings settings = tunnel.settings();
    return new Profile.Tunnel(
        tunnel.id(), new TunnelSettings(settings.name(), settings.forward(), false), false);
  }
}

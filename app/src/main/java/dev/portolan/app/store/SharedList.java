package dev.portolan.app.store;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import java.util.List;

/** A list of edges, devices and tunnels to share, without tokens, keys, notes and on/off states. */
public final class SharedList {
  /** What a list names. */
  enum Extent {
    /** Edges with their devices. */
    EDGES,
    /** Devices only. Their edge is a substitute until it is chosen. */
    DEVICES
  }

  private final Extent extent;
  private final List<Profile.Edge> edges;

  private SharedList(Extent extent, List<Profile.Edge> edges) {
    this.extent = extent;
    this.edges = List.copyOf(edges);
  }

  /** Removes private data and edges on this computer. */
  static SharedList of(List<Profile.Edge> edges) {
    return of(Extent.EDGES, edges);
  }

  /** As above, for a list of this extent. */
  static SharedList of(Extent extent, List<Profile.Edge> edges) {
    return new SharedList(
        extent,
        edges.stream()
            .filter(edge -> edge.kind() == EdgeKind.REMOTE)
            .map(SharedList::shared)
            .toList());
  }

  List<Profile.Edge> edges() {
    return edges;
  }

  /** Whether it names devices only, so that their edge has to be chosen. */
  public boolean lacksEdge() {
    return extent == Extent.DEVICES;
  }

  /** The same list with its devices behind an edge of ours. */
  public SharedList behind(EdgeItem chosen) {
    return new SharedList(
        Extent.EDGES,
        edges.stream()
            .map(
                edge -> new Profile.Edge(edge.id(), edge.kind(), chosen.settings(), edge.devices()))
            .toList());
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

  /** Removes folder names, which are private and useless on other computers. */
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
        settings.withFavourite(false).withoutNotes(),
        device.tunnels().stream().map(SharedList::shared).toList());
  }

  private static Profile.Tunnel shared(Profile.Tunnel tunnel) {
    TunnelSettings settings = tunnel.settings();
    return new Profile.Tunnel(
        tunnel.id(), new TunnelSettings(settings.name(), settings.forward(), false), false);
  }
}

package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeAddress;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * The difference between an imported list and ours. Edges are identified by address, devices by
 * their id at the edge, tunnels by their ends. Existing entries stay unchanged. FX thread.
 */
final class ListMerge {
  private final Map<String, EdgePart> edges = new LinkedHashMap<>();

  /** An edge of the list. {@code known} is the existing one. */
  private record EdgePart(
      @Nullable EdgeItem known, EdgeSettings settings, Map<String, DevicePart> devices) {
    boolean lacksSomething() {
      return known == null || devices.values().stream().anyMatch(DevicePart::lacksSomething);
    }
  }

  /** A device of the list. {@code known} is the existing one. */
  private record DevicePart(
      @Nullable DeviceItem known, DeviceSettings settings, Map<Forward, TunnelSettings> tunnels) {
    boolean lacksSomething() {
      return known == null || !tunnels.isEmpty();
    }
  }

  ListMerge(Collection<EdgeItem> ours, SharedList list) {
    Map<String, EdgeItem> known = new HashMap<>();
    for (EdgeItem edge : ours) {
      if (edge.kind() == EdgeKind.REMOTE) {
        key(edge.settings().url()).ifPresent(key -> known.putIfAbsent(key, edge));
      }
    }
    for (Profile.Edge edge : list.edges()) {
      String key = key(edge.settings().url()).orElse(edge.settings().url());
      EdgePart part =
          edges.computeIfAbsent(
              key, absent -> new EdgePart(known.get(key), edge.settings(), new LinkedHashMap<>()));
      edge.devices().forEach(device -> take(part, device));
    }
  }

  private static void take(EdgePart edge, Profile.Device device) {
    EdgeItem ours = edge.known();
    DevicePart part =
        edge.devices()
            .computeIfAbsent(
                device.settings().path(),
                path ->
                    new DevicePart(
                        ours == null ? null : find(ours, path),
                        device.settings(),
                        new LinkedHashMap<>()));
    DeviceItem known = part.known();
    Set<Forward> there =
        known == null
            ? Set.of()
            : known.tunnels().stream().map(TunnelItem::forward).collect(Collectors.toSet());
    for (Profile.Tunnel tunnel : device.tunnels()) {
      if (!there.contains(tunnel.settings().forward())) {
        part.tunnels().putIfAbsent(tunnel.settings().forward(), tunnel.settings());
      }
    }
  }

  private static @Nullable DeviceItem find(EdgeItem edge, String path) {
    return edge.devices().stream()
        .filter(device -> device.settings().path().equals(path))
        .findFirst()
        .orElse(null);
  }

  private static Optional<String> key(String url) {
    try {
      return Optional.of(EdgeAddress.parse(url.strip()).sameForm());
    } catch (IllegalArgumentException other) {
      return Optional.empty();
    }
  }

  /** The preview, with parents before their children. */
  List<Addition> additions() {
    List<Addition> lines = new ArrayList<>();
    for (EdgePart edge : edges.values()) {
      if (edge.lacksSomething()) {
        EdgeItem known = edge.known();
        lines.add(
            new Addition.Edge(known == null ? edge.settings() : known.settings(), known == null));
        edge.devices().values().forEach(device -> tell(device, lines));
      }
    }
    return lines;
  }

  private static void tell(DevicePart device, List<Addition> lines) {
    if (device.lacksSomething()) {
      DeviceItem known = device.known();
      lines.add(
          new Addition.Device(known == null ? device.settings() : known.settings(), known == null));
      device.tunnels().values().forEach(tunnel -> lines.add(new Addition.Tunnel(tunnel)));
    }
  }

  /**
   * Adds the new entries in one change.
   *
   * @return an action that undoes it
   */
  Runnable addTo(ObservableList<EdgeItem> ours) {
    List<Runnable> undo = new ArrayList<>();
    List<EdgeItem> fresh = new ArrayList<>();
    for (EdgePart part : edges.values()) {
      EdgeItem known = part.known();
      EdgeItem edge =
          known == null ? new EdgeItem(Inventory.newId(), EdgeKind.REMOTE, part.settings()) : known;
      if (known == null) {
        fresh.add(edge);
      }
      List<DeviceItem> devices = new ArrayList<>();
      for (DevicePart device : part.devices().values()) {
        DeviceItem ownDevice = device.known();
        DeviceItem item =
            ownDevice == null
                ? new DeviceItem(Inventory.newId(), edge, device.settings())
                : ownDevice;
        if (ownDevice == null) {
          devices.add(item);
        }
        List<TunnelItem> tunnels =
            device.tunnels().values().stream()
                .map(tunnel -> new TunnelItem(Inventory.newId(), item, tunnel))
                .toList();
        undo.add(add(item.ownTunnels(), tunnels));
      }
      undo.add(add(edge.ownDevices(), devices));
    }
    undo.add(add(ours, fresh));
    return () -> undo.reversed().forEach(Runnable::run);
  }

  private static <T> Runnable add(ObservableList<T> list, List<T> fresh) {
    if (fresh.isEmpty()) {
      return () -> {};
    }
    list.addAll(fresh);
    return () -> list.removeAll(fresh);
  }
}

package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;

/**
 * Owns the edges, their devices and their tunnels; FX thread only.
 *
 * <p>What is removed can be put back: each removal returns the way back, which restores the very
 * same item in its old place.
 */
public final class Inventory {
  private final ObservableList<EdgeItem> edges = FXCollections.observableArrayList();
  private final ObservableList<EdgeItem> view = FXCollections.unmodifiableObservableList(edges);

  public ObservableList<EdgeItem> edges() {
    return view;
  }

  public Stream<DeviceItem> devices() {
    return edges.stream().flatMap(edge -> edge.devices().stream());
  }

  public Stream<TunnelItem> tunnels() {
    return devices().flatMap(device -> device.tunnels().stream());
  }

  public Optional<DeviceItem> device(String id) {
    return devices().filter(device -> device.id().equals(id)).findFirst();
  }

  /** The edge inside this process, if there is one. */
  public Optional<EdgeItem> lab() {
    return edges.stream().filter(edge -> edge.kind() == EdgeKind.LAB).findFirst();
  }

  public EdgeItem addEdge(EdgeKind kind, EdgeSettings settings) {
    EdgeItem edge = new EdgeItem(newId(), kind, settings);
    edges.add(edge);
    return edge;
  }

  public DeviceItem addDevice(EdgeItem edge, DeviceSettings settings) {
    DeviceItem device = new DeviceItem(newId(), edge, settings);
    edge.ownDevices().add(device);
    return device;
  }

  public TunnelItem addTunnel(DeviceItem device, TunnelSettings settings) {
    TunnelItem tunnel = new TunnelItem(newId(), device, settings);
    device.ownTunnels().add(tunnel);
    return tunnel;
  }

  public void change(EdgeItem edge, EdgeSettings settings) {
    edge.setSettings(settings);
  }

  public void change(DeviceItem device, DeviceSettings settings) {
    device.setSettings(settings);
  }

  public void change(TunnelItem tunnel, TunnelSettings settings) {
    tunnel.setSettings(settings);
  }

  /** Says that a person wants a tunnel on; whether it is, is told by its state. */
  public void turnOn(TunnelItem tunnel) {
    tunnel.setWanted(true);
    tunnel.device().countTunnels();
  }

  /** Says that a person wants a tunnel off. */
  public void turnOff(TunnelItem tunnel) {
    tunnel.setWanted(false);
    tunnel.device().countTunnels();
  }

  /** Removes an edge with all that is behind it; run the result to put it back. */
  public Runnable remove(EdgeItem edge) {
    return take(edges, edge);
  }

  /** Removes a device with its tunnels; run the result to put it back. */
  public Runnable remove(DeviceItem device) {
    return take(device.edge().ownDevices(), device);
  }

  /** Removes a tunnel; run the result to put it back. */
  public Runnable remove(TunnelItem tunnel) {
    DeviceItem device = tunnel.device();
    Runnable undo = take(device.ownTunnels(), tunnel);
    device.countTunnels();
    return () -> {
      undo.run();
      device.countTunnels();
    };
  }

  /** What a list would add, line by line; empty if all of it is here. */
  public List<Addition> lacks(SharedList list) {
    return new ListMerge(edges, list).additions();
  }

  /** Adds what a list has and is not here, switched off; run the result to take it away again. */
  public Runnable add(SharedList list) {
    return new ListMerge(edges, list).addTo(edges);
  }

  /** All of it as it is now. */
  List<Profile.Edge> snapshot() {
    return edges.stream().map(Inventory::snapshot).toList();
  }

  private static Profile.Edge snapshot(EdgeItem edge) {
    return new Profile.Edge(
        edge.id(),
        edge.kind(),
        edge.settings(),
        edge.devices().stream().map(Inventory::snapshot).toList());
  }

  private static Profile.Device snapshot(DeviceItem device) {
    return new Profile.Device(
        device.id(),
        device.settings(),
        device.tunnels().stream()
            .map(tunnel -> new Profile.Tunnel(tunnel.id(), tunnel.settings(), tunnel.isWanted()))
            .toList());
  }

  /** Runs {@code action} after every change of what is kept on disk. */
  public void onChange(Runnable action) {
    each(
        edges,
        edge -> {
          edge.settingsProperty().subscribe(action);
          each(
              edge.devices(),
              device -> {
                device.settingsProperty().subscribe(action);
                each(
                    device.tunnels(),
                    tunnel -> {
                      tunnel.settingsProperty().subscribe(action);
                      tunnel.wantedProperty().subscribe(action);
                    },
                    action);
              },
              action);
        },
        action);
  }

  /** Runs {@code action} whenever a device has another number of open shells. */
  public void onShells(Runnable action) {
    each(
        edges,
        edge ->
            each(
                edge.devices(),
                device -> device.openShellsProperty().subscribe((before, now) -> action.run()),
                () -> {}),
        () -> {});
  }

  /** Runs {@code action} whenever an edge begins or ceases to need a token. */
  public void onLogins(Runnable action) {
    each(
        edges, edge -> edge.loginNeededProperty().subscribe((before, now) -> action.run()), action);
  }

  /** Runs {@code action} whenever the connection to a device is in another state. */
  public void onLinks(Runnable action) {
    each(
        edges,
        edge ->
            each(
                edge.devices(),
                device -> device.statusProperty().subscribe((before, now) -> action.run()),
                () -> {}),
        () -> {});
  }

  /** Puts an edge that was read from disk, with all that is behind it, at the end. */
  void restore(Profile.Edge read, Predicate<Profile.Tunnel> on) {
    EdgeItem edge = new EdgeItem(read.id(), read.kind(), read.settings());
    for (Profile.Device each : read.devices()) {
      DeviceItem device = new DeviceItem(each.id(), edge, each.settings());
      for (Profile.Tunnel one : each.tunnels()) {
        TunnelItem tunnel = new TunnelItem(one.id(), device, one.settings());
        tunnel.setWanted(on.test(one));
        device.ownTunnels().add(tunnel);
      }
      device.countTunnels();
      edge.ownDevices().add(device);
    }
    edges.add(edge);
  }

  static String newId() {
    return UUID.randomUUID().toString();
  }

  private static <T> Runnable take(ObservableList<T> list, T item) {
    int index = list.indexOf(item);
    if (index < 0) {
      return () -> {};
    }
    list.remove(index);
    return () -> {
      if (!list.contains(item)) {
        list.add(Math.min(index, list.size()), item);
      }
    };
  }

  private static <T> void each(
      ObservableList<T> list, java.util.function.Consumer<T> watch, Runnable action) {
    list.forEach(watch);
    // An item that is put back is watched twice; its changes are then told twice, which is
    // harmless.
    list.addListener(
        (ListChangeListener<T>)
            change -> {
              while (change.next()) {
                change.getAddedSubList().forEach(watch);
              }
              action.run();
            });
  }
}

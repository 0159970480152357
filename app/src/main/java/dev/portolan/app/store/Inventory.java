package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.collections.FXCollections;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/**
 * Owns the list of edges, devices and tunnels. FX thread only.
 *
 * <p>Removals can be undone: each returns an action that restores the same item in its old place.
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

  /** All tags of devices, in natural order. */
  public List<String> tags() {
    Set<String> tags = new TreeSet<>(NaturalOrder.INSTANCE);
    devices().forEach(device -> tags.addAll(device.settings().tags()));
    return List.copyOf(tags);
  }

  public Optional<DeviceItem> device(String id) {
    return devices().filter(device -> device.id().equals(id)).findFirst();
  }

  /** The lab's edge, if it is in the list. */
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

  /**
   * Adds the tunnels of a device to another one, but for those that it has. Each gets a local port
   * of its own when it is first opened.
   *
   * @return the tunnels that were added
   */
  public List<TunnelItem> copyTunnels(DeviceItem from, DeviceItem to) {
    List<TunnelItem> added = new ArrayList<>();
    for (TunnelItem tunnel : List.copyOf(from.tunnels())) {
      TunnelSettings settings = tunnel.settings();
      Forward fresh = settings.forward().withLocalPort(0);
      if (to.tunnels().stream().noneMatch(one -> one.forward().withLocalPort(0).equals(fresh))) {
        added.add(addTunnel(to, settings.withForward(fresh)));
      }
    }
    return added;
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

  /** Switches a tunnel on. Its state shows whether it is open. */
  public void turnOn(TunnelItem tunnel) {
    tunnel.setWanted(true);
    tunnel.device().countTunnels();
  }

  /** Remembers when the time limit of a tunnel that is on is over; null if it has none. */
  public void limit(TunnelItem tunnel, @Nullable Instant offAt) {
    tunnel.setOffAt(offAt);
  }

  /**
   * A loopback address (127.x.y.z) for the tunnels of this device only: the one that they have, or
   * else one that no other device has. It stays the same between starts.
   */
  public String ownAddress(DeviceItem device) {
    return OwnAddress.of(device, devices());
  }

  /**
   * Switches tunnels on, except for those that others on the network could reach, of which the user
   * is asked one by one.
   *
   * @return how many were left off
   */
  public int turnOnLocal(List<TunnelItem> tunnels) {
    List<TunnelItem> off = tunnels.stream().filter(tunnel -> !tunnel.isWanted()).toList();
    List<TunnelItem> local =
        off.stream().filter(tunnel -> !tunnel.forward().reachableFromNetwork()).toList();
    local.forEach(this::turnOn);
    return off.size() - local.size();
  }

  /** Removes tunnels. The result undoes it. */
  public Runnable removeTunnels(List<TunnelItem> tunnels) {
    List<Runnable> undo = new ArrayList<>();
    tunnels.reversed().forEach(tunnel -> undo.addFirst(remove(tunnel)));
    return () -> undo.forEach(Runnable::run);
  }

  /** Switches a tunnel off. */
  public void turnOff(TunnelItem tunnel) {
    tunnel.setOffAt(null);
    tunnel.setWanted(false);
    tunnel.device().countTunnels();
  }

  /** Removes an edge with its devices and tunnels. The result undoes it. */
  public Runnable remove(EdgeItem edge) {
    return take(edges, edge);
  }

  /** Removes a device with its tunnels. The result undoes it. */
  public Runnable remove(DeviceItem device) {
    return take(device.edge().ownDevices(), device);
  }

  /** Removes a tunnel. The result undoes it. */
  public Runnable remove(TunnelItem tunnel) {
    DeviceItem device = tunnel.device();
    Runnable undo = take(device.ownTunnels(), tunnel);
    device.countTunnels();
    return () -> {
      undo.run();
      device.countTunnels();
    };
  }

  /** The preview of a list's import, empty if it adds nothing. */
  public List<Addition> lacks(SharedList list) {
    return new ListMerge(edges, list).additions();
  }

  /** Imports the new entries of a list, switched off. The result undoes it. */
  public Runnable add(SharedList list) {
    return new ListMerge(edges, list).addTo(edges);
  }

  /** A snapshot for the profile. */
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
            .map(
                tunnel ->
                    new Profile.Tunnel(
                        tunnel.id(), tunnel.settings(), tunnel.isWanted(), tunnel.offAt()))
            .toList());
  }

  /** Runs {@code action} after every change of saved data. */
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
                      tunnel.offAtProperty().subscribe(action);
                    },
                    action);
              },
              action);
        },
        action);
  }

  /** Runs {@code action} when the number of a device's open shells changes. */
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

  /** Runs {@code action} when an edge starts or stops needing a token. */
  public void onLogins(Runnable action) {
    each(
        edges, edge -> edge.loginNeededProperty().subscribe((before, now) -> action.run()), action);
  }

  /** Runs {@code action} when the state of a device's connection changes. */
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

  /** Runs {@code action} when an edge reports a device as online or offline. */
  public void onPresences(Runnable action) {
    each(
        edges,
        edge ->
            each(
                edge.devices(),
                device -> device.presenceProperty().subscribe((before, now) -> action.run()),
                () -> {}),
        () -> {});
  }

  /** Appends an edge from the profile with its devices and tunnels. */
  void restore(Profile.Edge read, Predicate<Profile.Tunnel> on) {
    EdgeItem edge = new EdgeItem(read.id(), read.kind(), read.settings());
    for (Profile.Device each : read.devices()) {
      DeviceItem device = new DeviceItem(each.id(), edge, each.settings());
      for (Profile.Tunnel one : each.tunnels()) {
        TunnelItem tunnel = new TunnelItem(one.id(), device, one.settings());
        tunnel.setWanted(on.test(one));
        tunnel.setOffAt(tunnel.isWanted() && one.on() ? one.offAt() : null);
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
    // a restored item is observed twice, which is harmless
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

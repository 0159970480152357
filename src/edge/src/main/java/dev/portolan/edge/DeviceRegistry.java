package dev.portolan.edge;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import org.jspecify.annotations.Nullable;

/**
 * The devices that are connected now, by id. Safe for any thread.
 *
 * <p>A device is entered before it is told that it is connected, so that whoever learns from it is
 * routed, and it is forgotten when its session closes. A connected device keeps its place, unless
 * it was sent away or is replaced expressly.
 */
final class DeviceRegistry {

  private final Map<String, ConnectedDevice> devices = new ConcurrentHashMap<>();
  private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();

  /** Wants to know when devices come and go, fall silent and answer again. */
  @FunctionalInterface
  interface Watcher {
    /**
     * Something has changed about the device with this id: whoever wants to know what looks. Any
     * thread.
     */
    void changed(String id);
  }

  /** Tells a watcher of a device from now on. */
  void watch(String id, Watcher watcher) {
    watchers.compute(
        id,
        (key, all) -> {
          Set<Watcher> more = all == null ? new CopyOnWriteArraySet<>() : all;
          more.add(watcher);
          return more;
        });
  }

  /** Tells it no more. */
  void unwatch(String id, Watcher watcher) {
    watchers.computeIfPresent(
        id,
        (key, all) -> {
          all.remove(watcher);
          return all.isEmpty() ? null : all;
        });
  }

  private void tell(String id) {
    watchers.getOrDefault(id, Set.of()).forEach(watcher -> watcher.changed(id));
  }

  /** How many devices are watched. */
  int watchedCount() {
    return watchers.size();
  }

  /**
   * Enters a device.
   *
   * @return null, or the connection that keeps the place
   */
  @Nullable ConnectedDevice enter(ConnectedDevice device) {
    while (true) {
      ConnectedDevice holder = devices.putIfAbsent(device.id(), device);
      if (holder == null) {
        tell(device.id());
        return null;
      }
      if (holder.isSentAway() && replace(holder, device)) {
        return null;
      }
      if (!holder.isSentAway()) {
        return holder;
      }
    }
  }

  /** Gives the place of one connection to another of the same device; false if it has lost it. */
  boolean replace(ConnectedDevice holder, ConnectedDevice next) {
    boolean replaced = devices.replace(holder.id(), holder, next);
    if (replaced && holder.isSilent()) {
      tell(next.id());
    }
    return replaced;
  }

  /** Takes out this connection of a device; a later one of the same device stays. */
  void forget(ConnectedDevice device) {
    if (devices.remove(device.id(), device)) {
      tell(device.id());
    }
  }

  /** Whether this connection of a device says nothing, though it was asked. */
  void setSilent(ConnectedDevice device, boolean silent) {
    device.setSilent(silent);
    if (device.equals(devices.get(device.id()))) {
      tell(device.id());
    }
  }

  /** Whether a device is connected and answers. */
  boolean isThere(String id) {
    ConnectedDevice device = devices.get(id);
    return device != null && !device.isSilent();
  }

  @Nullable ConnectedDevice find(String id) {
    return devices.get(id);
  }

  Set<String> ids() {
    return new TreeSet<>(devices.keySet());
  }

  Collection<ConnectedDevice> all() {
    return devices.values();
  }
}

package dev.portolan.edge;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The connected devices by id. Thread-safe.
 *
 * <p>A device is registered before its upgrade is answered, so that it is reachable as soon as it
 * knows that it is connected. It is removed when its session closes. A new connection of the same
 * device is refused unless the old one was sent a GoAway or is replaced explicitly.
 */
final class DeviceRegistry {

  /** Devices that are remembered when they leave; those of an authority have no other list. */
  private static final int REMEMBERED = 100_000;

  static final String NO_SUCH_DEVICE =
      "no such device: it is on no list of this edge, and was not connected since the edge started";

  private final Predicate<String> listed;
  private final Set<String> seen = ConcurrentHashMap.newKeySet();
  private final Map<String, ConnectedDevice> devices = new ConcurrentHashMap<>();
  private final Map<String, Set<Watcher>> watchers = new ConcurrentHashMap<>();

  /**
   * @param listed whether the id is on a list of the edge
   */
  DeviceRegistry(Predicate<String> listed) {
    this.listed = listed;
  }

  /** Is notified when the presence of a device changes. */
  @FunctionalInterface
  interface Watcher {
    /** The device's presence may have changed; query it. Any thread. */
    void changed(String id);
  }

  /** Adds a watcher for a device. */
  void watch(String id, Watcher watcher) {
    watchers.compute(
        id,
        (key, all) -> {
          Set<Watcher> more = all == null ? new CopyOnWriteArraySet<>() : all;
          more.add(watcher);
          return more;
        });
  }

  /** Removes a watcher. */
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

  /** The number of devices with a watcher. */
  int watchedCount() {
    return watchers.size();
  }

  /**
   * Registers a device.
   *
   * @return null if registered, or the connection that has the id
   */
  @Nullable ConnectedDevice enter(ConnectedDevice device) {
    if (seen.size() < REMEMBERED) {
      seen.add(device.id());
    }
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

  /**
   * Replaces a connection by another of the same device. Returns false if it is not registered any
   * more.
   */
  boolean replace(ConnectedDevice holder, ConnectedDevice next) {
    boolean replaced = devices.replace(holder.id(), holder, next);
    if (replaced && holder.isSilent()) {
      tell(next.id());
    }
    return replaced;
  }

  /** Removes this connection of a device, but not a later one. */
  void forget(ConnectedDevice device) {
    if (devices.remove(device.id(), device)) {
      tell(device.id());
    }
  }

  /** Sets whether this connection of a device does not answer. */
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

  /** Whether there may be a device with this id, connected or not. */
  boolean isKnown(String id) {
    return listed.test(id) || seen.contains(id);
  }

  /** Why the device with this id is not here, in words for those who may reach it. */
  String absence(String id) {
    return isKnown(id) ? "the device is not connected now" : NO_SUCH_DEVICE;
  }

  Set<String> ids() {
    return new TreeSet<>(devices.keySet());
  }

  Collection<ConnectedDevice> all() {
    return devices.values();
  }
}

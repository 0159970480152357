package dev.portolan.edge;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
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

  /**
   * Enters a device.
   *
   * @return null, or the connection that keeps the place
   */
  @Nullable ConnectedDevice enter(ConnectedDevice device) {
    while (true) {
      ConnectedDevice holder = devices.putIfAbsent(device.id(), device);
      if (holder == null || (holder.isSentAway() && replace(holder, device))) {
        return null;
      }
      if (!holder.isSentAway()) {
        return holder;
      }
    }
  }

  /** Gives the place of one connection to another of the same device; false if it has lost it. */
  boolean replace(ConnectedDevice holder, ConnectedDevice next) {
    return devices.replace(holder.id(), holder, next);
  }

  /** Takes out this connection of a device; a later one of the same device stays. */
  void forget(ConnectedDevice device) {
    devices.remove(device.id(), device);
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

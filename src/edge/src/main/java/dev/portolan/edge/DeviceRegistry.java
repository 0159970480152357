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
 * routed, and it is forgotten when its session closes. Nobody replaces a connected device.
 */
final class DeviceRegistry {

  private final Map<String, ConnectedDevice> devices = new ConcurrentHashMap<>();

  /**
   * Enters a device until its session closes.
   *
   * @return false when a device with this id is connected already
   */
  boolean enter(ConnectedDevice device) {
    if (devices.putIfAbsent(device.id(), device) != null) {
      return false;
    }
    return true;
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

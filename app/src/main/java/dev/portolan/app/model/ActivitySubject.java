package dev.portolan.app.model;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;

/**
 * What an activity entry is about.
 *
 * @param name its name at the time of the event; empty for the console itself
 * @param devices the ids of the devices concerned, {@value #MAX_DEVICES} at most
 * @param edge the id of the edge concerned; may be empty
 */
public record ActivitySubject(String name, Set<String> devices, String edge) {
  /** Most devices that one entry remembers. An outage of an edge may concern thousands. */
  public static final int MAX_DEVICES = 100;

  /** The console itself. */
  public static final ActivitySubject CONSOLE = named("");

  public ActivitySubject {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(edge, "edge");
    devices = Set.copyOf(devices);
    if (devices.size() > MAX_DEVICES) {
      throw new IllegalArgumentException("An entry cannot be about " + devices.size() + " devices");
    }
  }

  /** Something that is not in the list, or no longer. */
  public static ActivitySubject named(String name) {
    return new ActivitySubject(name, Set.of(), "");
  }

  public static ActivitySubject of(DeviceItem device) {
    return new ActivitySubject(device.name(), Set.of(device.id()), device.edge().id());
  }

  /** An edge with all its devices. */
  public static ActivitySubject of(EdgeItem edge) {
    return new ActivitySubject(edge.name(), Set.of(), edge.id());
  }

  /**
   * This subject for an event that concerns the devices of another one, too. What would be too many
   * are left out.
   */
  public ActivitySubject withDevices(Set<String> others) {
    if (devices.containsAll(others) || devices.size() >= MAX_DEVICES) {
      return this;
    }
    Set<String> all = new HashSet<>(devices);
    others.stream().limit(MAX_DEVICES - (long) devices.size()).forEach(all::add);
    return new ActivitySubject(name, all, edge);
  }

  /** Whether it concerns a device, directly or because its edge is concerned as a whole. */
  public boolean concerns(String device, String edgeOfDevice) {
    return devices.contains(device)
        || ((devices.isEmpty() || devices.size() == MAX_DEVICES)
            && !edge.isEmpty()
            && edge.equals(edgeOfDevice));
  }
}

package dev.portolan.app.view.activity;

import dev.portolan.app.model.ActivityEntry;
import dev.portolan.app.model.ActivitySubject;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.store.Inventory;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that entries are about. It may have left the list.
 *
 * @param id its id
 * @param edge the id of its edge
 * @param name its name now, or when it was last heard of
 */
record KnownDevice(String id, String edge, String name) {
  static KnownDevice of(DeviceItem device) {
    return new KnownDevice(device.id(), device.edge().id(), device.name());
  }

  /** Those that entries are about, by name. */
  static List<KnownDevice> in(Collection<ActivityEntry> entries, Inventory inventory) {
    Map<String, KnownDevice> known = new HashMap<>();
    for (ActivityEntry entry : entries) {
      ActivitySubject about = entry.about();
      if (about.devices().size() == 1) {
        String id = about.devices().iterator().next();
        known.put(id, new KnownDevice(id, about.edge(), about.name()));
      }
    }
    inventory
        .devices()
        .filter(device -> known.containsKey(device.id()))
        .forEach(device -> known.put(device.id(), of(device)));
    return known.values().stream()
        .sorted(Comparator.comparing(KnownDevice::name, NaturalOrder.INSTANCE))
        .toList();
  }

  boolean isConcerned(ActivityEntry entry) {
    return entry.about().concerns(id, edge);
  }
}

package dev.portolan.app.store;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TrafficHistory;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.task.Pulse;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * Totals over all devices. Counts are immediate, traffic is updated every second. FX thread only.
 */
public final class Totals {
  private final Inventory inventory;
  private final ReadOnlyIntegerWrapper tunnels = new ReadOnlyIntegerWrapper(this, "tunnels");
  private final ReadOnlyIntegerWrapper shells = new ReadOnlyIntegerWrapper(this, "shells");
  private final ReadOnlyObjectWrapper<Traffic> traffic =
      new ReadOnlyObjectWrapper<>(this, "traffic", Traffic.NONE);
  private final TrafficHistory history = new TrafficHistory();

  public Totals(Inventory inventory, Pulse pulse) {
    this.inventory = inventory;
    pulse.nowProperty().subscribe((before, after) -> sum(true));
    inventory.onChange(() -> sum(false));
    inventory.onShells(() -> sum(false));
    sum(false);
  }

  /** The number of tunnels switched on. */
  public ReadOnlyIntegerProperty tunnelsProperty() {
    return tunnels.getReadOnlyProperty();
  }

  public ReadOnlyIntegerProperty shellsProperty() {
    return shells.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<Traffic> trafficProperty() {
    return traffic.getReadOnlyProperty();
  }

  public TrafficHistory history() {
    return history;
  }

  private void sum(boolean second) {
    Traffic all = Traffic.NONE;
    int on = 0;
    int open = 0;
    for (DeviceItem device : (Iterable<DeviceItem>) inventory.devices()::iterator) {
      open += device.openShells();
      all = all.plus(device.shellTraffic());
      for (TunnelItem tunnel : device.tunnels()) {
        if (tunnel.isWanted()) {
          on++;
          all = all.plus(tunnel.traffic());
        }
      }
    }
    tunnels.set(on);
    shells.set(open);
    if (!all.equals(traffic.get())) {
      traffic.set(all);
    }
    if (second) {
      history.add(all.rateDown(), all.rateUp());
    }
  }
}

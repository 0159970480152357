package dev.portolan.app.view.overview;

import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TrafficHistory;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Totals;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All tunnels of all devices. */
public final class OverviewViewModel {
  private final Inventory inventory;
  private final Totals totals;
  private final ObservableList<TunnelItem> tunnels = FXCollections.observableArrayList();

  public OverviewViewModel(Inventory inventory, Totals totals) {
    this.inventory = inventory;
    this.totals = totals;
    inventory.onChange(this::refresh);
    refresh();
  }

  public ObservableList<TunnelItem> tunnels() {
    return tunnels;
  }

  public ObservableValue<String> summary() {
    return Bindings.createStringBinding(
        () -> Texts.get("overview.summary", totals.tunnelsProperty().get(), tunnels.size()),
        totals.tunnelsProperty(),
        tunnels);
  }

  public ObservableValue<String> rateDown() {
    return totals.trafficProperty().map(Traffic::rateDown).map(rate -> "↓ " + Formats.rate(rate));
  }

  public ObservableValue<String> rateUp() {
    return totals.trafficProperty().map(Traffic::rateUp).map(rate -> "↑ " + Formats.rate(rate));
  }

  public TrafficHistory history() {
    return totals.history();
  }

  public void allOff() {
    tunnels.forEach(tunnel -> tunnel.wantedProperty().set(false));
  }

  private void refresh() {
    List<TunnelItem> all = inventory.tunnels().toList();
    if (!tunnels.equals(all)) {
      tunnels.setAll(all);
    }
  }
}

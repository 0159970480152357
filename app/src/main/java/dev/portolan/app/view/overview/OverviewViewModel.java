package dev.portolan.app.view.overview;

import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TrafficHistory;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Totals;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** All tunnels of all devices. */
public final class OverviewViewModel {
  private final Inventory inventory;
  private final Totals totals;
  private final Navigator navigator;
  private final ReadOnlyStringWrapper login = new ReadOnlyStringWrapper(this, "login", "");
  private final ObservableList<TunnelItem> tunnels = FXCollections.observableArrayList();

  public OverviewViewModel(Inventory inventory, Totals totals, Navigator navigator) {
    this.inventory = inventory;
    this.totals = totals;
    this.navigator = navigator;
    inventory.onChange(this::refresh);
    inventory.onLogins(this::refreshLogin);
    refresh();
    refreshLogin();
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

  /** Which edges wait for a token, in a sentence; empty if none does. */
  public ReadOnlyStringProperty loginProperty() {
    return login.getReadOnlyProperty();
  }

  /** Asks for the token of the first edge that waits for one. */
  public void enterToken() {
    waiting().findFirst().ifPresent(navigator::askToken);
  }

  public TrafficHistory history() {
    return totals.history();
  }

  public void allOff() {
    tunnels.forEach(inventory::turnOff);
  }

  private Stream<EdgeItem> waiting() {
    return inventory.edges().stream().filter(edge -> edge.loginNeededProperty().get());
  }

  private void refreshLogin() {
    List<String> names = waiting().map(EdgeItem::name).toList();
    login.set(
        names.isEmpty() ? "" : Texts.get("overview.login", names.size(), String.join(", ", names)));
  }

  private void refresh() {
    List<TunnelItem> all = inventory.tunnels().toList();
    if (!tunnels.equals(all)) {
      tunnels.setAll(all);
    }
  }
}

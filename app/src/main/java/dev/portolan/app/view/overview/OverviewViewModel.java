package dev.portolan.app.view.overview;

import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TrafficHistory;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.store.Totals;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.task.FxThread;
import dev.portolan.app.view.common.DeviceFilter;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableValue;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;

/** The view model of the overview. */
public final class OverviewViewModel {
  private final Inventory inventory;
  private final Totals totals;
  private final Navigator navigator;
  private final ReadOnlyObjectWrapper<Causes> causes =
      new ReadOnlyObjectWrapper<>(this, "causes", Causes.NONE);
  private final ObservableList<TunnelItem> tunnels = FXCollections.observableArrayList();
  private final FilteredList<TunnelItem> shown = new FilteredList<>(tunnels);
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private DeviceFilter wanted = DeviceFilter.of("");

  public OverviewViewModel(Inventory inventory, Totals totals, Navigator navigator) {
    this.inventory = inventory;
    this.totals = totals;
    this.navigator = navigator;
    inventory.onChange(this::refresh);
    // coalesced, because thousands of devices may change at once
    Coalescer causesChanged = new Coalescer(new FxThread(), this::refreshCauses);
    inventory.onLogins(causesChanged::request);
    inventory.onLinks(causesChanged::request);
    filter.subscribe(
        (before, after) -> {
          wanted = DeviceFilter.of(after);
          applyFilter();
        });
    refresh();
  }

  /** All tunnels in list order. */
  public ObservableList<TunnelItem> tunnels() {
    return tunnels;
  }

  /** The tunnels that match the filter. */
  ObservableList<TunnelItem> shown() {
    return shown;
  }

  /** The filter; see {@link DeviceFilter}. */
  StringProperty filterProperty() {
    return filter;
  }

  /** All tags in use, in order. */
  List<String> tags() {
    return inventory.tags();
  }

  /** Filters again by names and states that have changed since. */
  void filterAgain() {
    if (!wanted.isEmpty() && !tunnels.stream().filter(wanted::matches).toList().equals(shown)) {
      applyFilter();
    }
  }

  private void applyFilter() {
    DeviceFilter now = wanted;
    shown.setPredicate(now.isEmpty() ? null : now::matches);
  }

  public ObservableValue<String> summary() {
    return Bindings.createStringBinding(
        () ->
            wanted.isEmpty()
                ? Texts.get("overview.summary", totals.tunnelsProperty().get(), tunnels.size())
                : Texts.get(
                    "overview.summary.filtered",
                    totals.tunnelsProperty().get(),
                    tunnels.size(),
                    shown.size()),
        totals.tunnelsProperty(),
        tunnels,
        shown,
        filter);
  }

  public ObservableValue<String> rateDown() {
    return totals.trafficProperty().map(Traffic::rateDown).map(rate -> "↓ " + Formats.rate(rate));
  }

  public ObservableValue<String> rateUp() {
    return totals.trafficProperty().map(Traffic::rateUp).map(rate -> "↑ " + Formats.rate(rate));
  }

  /** Why tunnels that are switched on cannot be used. */
  ReadOnlyObjectProperty<Causes> causesProperty() {
    return causes.getReadOnlyProperty();
  }

  /** Prompts for the token of the first edge that needs one. */
  public void enterToken() {
    causes.get().login().stream().findFirst().ifPresent(navigator::askToken);
  }

  public TrafficHistory history() {
    return totals.history();
  }

  public void allOff() {
    tunnels.forEach(inventory::turnOff);
  }

  private void refresh() {
    List<TunnelItem> all = inventory.tunnels().toList();
    if (!tunnels.equals(all)) {
      tunnels.setAll(all);
    }
    refreshCauses();
  }

  private void refreshCauses() {
    causes.set(Causes.of(inventory.edges()));
  }
}

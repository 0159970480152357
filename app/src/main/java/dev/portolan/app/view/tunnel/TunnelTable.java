package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.store.Members;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import dev.portolan.app.view.tunnel.ColumnFit.Content;
import dev.portolan.app.view.tunnel.ColumnFit.Fitted;
import dev.portolan.app.view.tunnel.ColumnFit.Goes;
import dev.portolan.app.view.tunnel.ColumnFit.Where;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SelectionMode;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** A table of tunnels, of one device or of all. */
public final class TunnelTable extends TableView<TunnelItem> {
  private static final KeyCombination DUPLICATE =
      new KeyCodeCombination(KeyCode.D, KeyCombination.SHORTCUT_DOWN);
  private static final KeyCombination COPY =
      new KeyCodeCombination(KeyCode.C, KeyCombination.SHORTCUT_DOWN);

  private final TunnelActions actions;
  private final TunnelColumns columns;
  private final CellNeeds needs = new CellNeeds();
  private final ColumnFit fit;
  private final ContextMenu menu = new ContextMenu();
  private final ContextMenu columnMenu = new ContextMenu();
  private final Subscription watching;
  private final ListChangeListener<TunnelItem> contents;

  /**
   * Creates a table.
   *
   * @param tunnels the tunnels to show, live
   * @param actions the actions of keys, buttons and menus
   * @param now the clock, for durations
   * @param memory saved column widths
   * @param withDevice whether to show the device
   */
  public TunnelTable(
      ObservableList<TunnelItem> tunnels,
      TunnelActions actions,
      ObservableValue<Instant> now,
      WindowMemory memory,
      boolean withDevice) {
    this.actions = actions;
    getStyleClass().addAll("tunnel-table", "edge-to-edge");
    setAccessibleText(Texts.get("tunnel.table"));
    columns = new TunnelColumns(actions, now, withDevice);
    List<Fitted> fitted = new ArrayList<>();
    TableColumn<TunnelItem, TunnelItem> state = columns.state();
    fitted.add(Fitted.fixed(columns.power(), 56, 48, Goes.NEVER));
    fitted.add(Fitted.fixed(state, 160, 150, Goes.NEVER));
    fitted.add(
        Fitted.growing(columns.name(), 124, 90, Goes.NEVER)
            .with(new Content(tunnel -> 0, needs::name, 260)));
    if (withDevice) {
      fitted.add(
          Fitted.growing(columns.device(), 110, 84, Goes.NEVER).in(Where.WIDE).unlessHidden());
    }
    fitted.add(
        Fitted.growing(columns.local(), 136, 124, Goes.NEVER)
            .in(Where.WIDE)
            .with(new Content(needs::local, needs::local, 300)));
    fitted.add(
        Fitted.growing(columns.remote(), 124, 124, Goes.REMOTE)
            .in(Where.WIDE)
            .with(new Content(needs::remote, needs::remote, 200))
            .unlessHidden());
    fitted.add(
        Fitted.growing(columns.ends(), 160, 136, Goes.NEVER)
            .in(Where.COMPACT)
            .with(new Content(needs::ends, needs::bothEnds, 260)));
    fitted.add(Fitted.fixed(columns.protocol(), 64, 64, Goes.PROTOCOL).unlessHidden());
    fitted.add(Fitted.fixed(columns.connections(), 62, 50, Goes.CONNECTIONS).unlessHidden());
    fitted.add(Fitted.fixed(columns.rateDown(), 82, 78, Goes.DOWN).in(Where.WIDE).unlessHidden());
    fitted.add(Fitted.fixed(columns.rateUp(), 82, 78, Goes.UP).in(Where.WIDE).unlessHidden());
    fitted.add(Fitted.fixed(columns.rates(), 88, 80, Goes.DOWN).in(Where.COMPACT));
    fitted.add(Fitted.fixed(columns.uptime(), 90, 90, Goes.UPTIME).unlessHidden());
    fitted.add(Fitted.fixed(columns.latency(), 78, 70, Goes.LATENCY).ifChosen());
    fitted.add(Fitted.growing(columns.lastError(), 180, 120, Goes.ERROR).unlessHidden());
    fitted.add(Fitted.fixed(columns.open(), 44, 44, Goes.OPEN));
    fitted.forEach(each -> getColumns().add(each.column()));
    getColumns().forEach(column -> column.setReorderable(false));
    getSelectionModel().setSelectionMode(SelectionMode.MULTIPLE);
    setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
    SortedList<TunnelItem> sorted = new SortedList<>(tunnels);
    sorted.comparatorProperty().bind(comparatorProperty());
    setItems(sorted);
    setRowFactory(table -> columns.row());
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    setOnContextMenuRequested(this::showMenu);
    fit =
        new ColumnFit(
            this,
            new KeptWidths(memory, withDevice ? "all" : "device"),
            fitted,
            (Label) state.getGraphic());
    columnMenu.setOnShowing(event -> columnMenu.getItems().setAll(columnItems()));
    columnMenu.getItems().setAll(columnItems());
    getColumns().forEach(column -> column.setContextMenu(columnMenu));
    columns.compactProperty().bind(fit.compactProperty());
    watching =
        Members.follow(tunnels, tunnel -> tunnel.settingsProperty().subscribe(fit::contentChanged));
    contents = change -> fit.contentChanged();
    getItems().addListener(contents);
    fit.contentChanged();
  }

  /** Releases the table. */
  public void close() {
    columns.forget();
    watching.unsubscribe();
    getItems().removeListener(contents);
  }

  /** Items that show and hide columns, for a menu that is about to be shown. */
  public List<MenuItem> columnItems() {
    return fit.choosable().stream().map(this::columnItem).toList();
  }

  private MenuItem columnItem(TableColumn<TunnelItem, TunnelItem> column) {
    Label head = (Label) column.getGraphic();
    CheckMenuItem item =
        new CheckMenuItem(
            Texts.get("tunnel.columns.item", head.getText(), head.getTooltip().getText()));
    item.setMnemonicParsing(false);
    item.setId("show-" + column.getId());
    item.setSelected(fit.isChosen(column));
    item.setOnAction(event -> fit.choose(column, !fit.isChosen(column)));
    return item;
  }

  /** Sorts again by values that have changed since. */
  public void sortAgain() {
    Comparator<TunnelItem> order = getComparator();
    if (order != null && !isSorted(order)) {
      sort();
    }
  }

  private boolean isSorted(Comparator<TunnelItem> order) {
    List<TunnelItem> items = getItems();
    return IntStream.range(1, items.size())
        .allMatch(i -> order.compare(items.get(i - 1), items.get(i)) <= 0);
  }

  private List<TunnelItem> selection() {
    return getSelectionModel().getSelectedItems().stream().filter(Objects::nonNull).toList();
  }

  private void pressed(KeyEvent event) {
    List<TunnelItem> chosen = selection();
    if (chosen.isEmpty()) {
      return;
    }
    @Nullable Consumer<List<TunnelItem>> action = null;
    if (DUPLICATE.match(event)) {
      action = this::duplicate;
    } else if (COPY.match(event)) {
      action = actions::copyAddresses;
    } else if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown()) {
      action =
          switch (event.getCode()) {
            case SPACE -> actions::toggle;
            case ENTER -> this::edit;
            case DELETE, BACK_SPACE -> actions::remove;
            default -> null;
          };
    }
    if (action != null) {
      action.accept(chosen);
      event.consume();
    }
  }

  /** Edits a tunnel; of several, the one that was selected last. */
  private void edit(List<TunnelItem> tunnels) {
    TunnelItem last = getSelectionModel().getSelectedItem();
    actions.edit(last == null ? tunnels.getLast() : last);
  }

  private void duplicate(List<TunnelItem> tunnels) {
    List<TunnelItem> copies = tunnels.stream().map(actions::duplicate).toList();
    getSelectionModel().clearSelection();
    copies.forEach(getSelectionModel()::select);
  }

  private void showMenu(ContextMenuEvent event) {
    List<TunnelItem> chosen = selection();
    Menus.show(menu, chosen.isEmpty() ? List.of() : menuItems(chosen), this, event);
  }

  private List<MenuItem> menuItems(List<TunnelItem> chosen) {
    boolean all = chosen.stream().allMatch(TunnelItem::isWanted);
    MenuItem power =
        item(all ? "tunnel.menu.off" : "tunnel.menu.on", Icons.POWER, () -> actions.toggle(chosen));
    power.setAccelerator(new KeyCodeCombination(KeyCode.SPACE));
    MenuItem duplicate = item("tunnel.menu.duplicate", Icons.DUPLICATE, () -> duplicate(chosen));
    duplicate.setAccelerator(DUPLICATE);
    MenuItem copy =
        item("tunnel.menu.copy-address", Icons.COPY, () -> actions.copyAddresses(chosen));
    copy.setAccelerator(COPY);
    MenuItem delete = item("tunnel.menu.delete", Icons.DELETE, () -> actions.remove(chosen));
    delete.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
    delete.getStyleClass().add("danger");
    List<MenuItem> items = new ArrayList<>();
    if (chosen.size() == 1) {
      items.add(power);
      items.addAll(openingItems(chosen.getFirst()));
    } else {
      MenuItem head = new MenuItem(Texts.get("tunnels.number", chosen.size()));
      head.setDisable(true);
      MenuItem off = item("tunnel.menu.off", Icons.POWER, () -> actions.switchOff(chosen));
      off.setVisible(!all && chosen.stream().anyMatch(TunnelItem::isWanted));
      items.addAll(List.of(head, power, off));
    }
    items.addAll(
        List.of(
            new SeparatorMenuItem(),
            copy,
            copyItem("tunnel.menu.copy-url", Icons.COPY, chosen, actions::url),
            copyItem("tunnel.menu.copy-command", Icons.SHELL, chosen, actions::command),
            copyItem("tunnel.menu.copy-forward", Icons.SHELL, chosen, actions::forwardCommand),
            new SeparatorMenuItem()));
    if (chosen.size() == 1) {
      MenuItem edit = item("tunnel.menu.edit", Icons.EDIT, () -> edit(chosen));
      edit.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
      items.add(edit);
    }
    items.addAll(List.of(duplicate, delete));
    return items;
  }

  private List<MenuItem> openingItems(TunnelItem tunnel) {
    MenuItem open = item("tunnel.menu.open", Icons.OPEN, () -> actions.openInBrowser(tunnel));
    open.setVisible(actions.canBrowse(tunnel));
    MenuItem test = item("tunnel.menu.test", Icons.ASKS, () -> actions.test(tunnel));
    test.setVisible(actions.canTest(tunnel));
    MenuItem freePort =
        item("tunnel.menu.free-port", Icons.RETRY, () -> actions.useFreePort(tunnel));
    freePort.setVisible(tunnel.status().phase() == TunnelPhase.PORT_BUSY);
    return List.of(limits(tunnel), freePort, open, test);
  }

  /** An item that copies a text of each tunnel that has one; invisible if none has. */
  private MenuItem copyItem(
      String key,
      String icon,
      List<TunnelItem> tunnels,
      Function<TunnelItem, Optional<String>> text) {
    MenuItem item = item(key, icon, () -> actions.copy(tunnels, text));
    item.setVisible(tunnels.stream().anyMatch(tunnel -> text.apply(tunnel).isPresent()));
    return item;
  }

  private Menu limits(TunnelItem tunnel) {
    Menu limits = new Menu(Texts.get("tunnel.limit"));
    for (TimeLimit limit : TimeLimit.values()) {
      RadioMenuItem item =
          new RadioMenuItem(Texts.get("tunnel.limit." + limit.name().toLowerCase(Locale.ROOT)));
      item.setSelected(tunnel.settings().limit() == limit);
      item.setOnAction(event -> actions.limit(tunnel, limit));
      limits.getItems().add(item);
    }
    return limits;
  }

  private static MenuItem item(String key, String icon, Runnable action) {
    return Menus.item(Texts.get(key), icon, action);
  }
}

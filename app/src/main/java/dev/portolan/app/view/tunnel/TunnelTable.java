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
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.beans.value.ObservableValue;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import javafx.collections.transformation.SortedList;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
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
  private final ContextMenu menu = new ContextMenu();
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
      fitted.add(Fitted.growing(columns.device(), 110, 84, Goes.NEVER).in(Where.WIDE));
    }
    fitted.add(
        Fitted.growing(columns.local(), 136, 124, Goes.NEVER)
            .in(Where.WIDE)
            .with(new Content(needs::local, needs::local, 300)));
    fitted.add(
        Fitted.growing(columns.remote(), 124, 124, Goes.REMOTE)
            .in(Where.WIDE)
            .with(new Content(needs::remote, needs::remote, 200)));
    fitted.add(
        Fitted.growing(columns.ends(), 160, 136, Goes.NEVER)
            .in(Where.COMPACT)
            .with(new Content(needs::ends, needs::bothEnds, 260)));
    fitted.add(Fitted.fixed(columns.protocol(), 64, 64, Goes.PROTOCOL));
    fitted.add(Fitted.fixed(columns.connections(), 62, 50, Goes.CONNECTIONS));
    fitted.add(Fitted.fixed(columns.rateDown(), 82, 78, Goes.DOWN).in(Where.WIDE));
    fitted.add(Fitted.fixed(columns.rateUp(), 82, 78, Goes.UP).in(Where.WIDE));
    fitted.add(Fitted.fixed(columns.rates(), 88, 80, Goes.DOWN).in(Where.COMPACT));
    fitted.add(Fitted.fixed(columns.uptime(), 90, 90, Goes.UPTIME));
    fitted.add(Fitted.growing(columns.lastError(), 180, 120, Goes.ERROR));
    fitted.add(Fitted.fixed(columns.open(), 44, 44, Goes.OPEN));
    fitted.forEach(each -> getColumns().add(each.column()));
    getColumns().forEach(column -> column.setReorderable(false));
    setColumnResizePolicy(UNCONSTRAINED_RESIZE_POLICY);
    SortedList<TunnelItem> sorted = new SortedList<>(tunnels);
    sorted.comparatorProperty().bind(comparatorProperty());
    setItems(sorted);
    setRowFactory(table -> columns.row());
    addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
    setOnContextMenuRequested(this::showMenu);
    ColumnFit fit =
        new ColumnFit(
            this,
            new KeptWidths(memory, withDevice ? "all" : "device"),
            fitted,
            (Label) state.getGraphic());
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

  private void pressed(KeyEvent event) {
    TunnelItem chosen = getSelectionModel().getSelectedItem();
    if (chosen == null) {
      return;
    }
    @Nullable Consumer<TunnelItem> action = null;
    if (DUPLICATE.match(event)) {
      action = tunnel -> getSelectionModel().select(actions.duplicate(tunnel));
    } else if (COPY.match(event)) {
      action = actions::copyAddress;
    } else if (!event.isShortcutDown() && !event.isAltDown() && !event.isShiftDown()) {
      action =
          switch (event.getCode()) {
            case SPACE -> actions::toggle;
            case ENTER -> actions::edit;
            case DELETE, BACK_SPACE -> actions::remove;
            default -> null;
          };
    }
    if (action != null) {
      action.accept(chosen);
      event.consume();
    }
  }

  private void showMenu(ContextMenuEvent event) {
    TunnelItem chosen = getSelectionModel().getSelectedItem();
    Menus.show(menu, chosen == null ? List.of() : menuItems(chosen), this, event);
  }

  private List<MenuItem> menuItems(TunnelItem tunnel) {
    MenuItem power =
        item(
            tunnel.isWanted() ? "tunnel.menu.off" : "tunnel.menu.on",
            Icons.POWER,
            () -> actions.toggle(tunnel));
    power.setAccelerator(new KeyCodeCombination(KeyCode.SPACE));
    MenuItem edit = item("tunnel.menu.edit", Icons.EDIT, () -> actions.edit(tunnel));
    edit.setAccelerator(new KeyCodeCombination(KeyCode.ENTER));
    MenuItem duplicate =
        item("tunnel.menu.duplicate", Icons.DUPLICATE, () -> actions.duplicate(tunnel));
    duplicate.setAccelerator(DUPLICATE);
    MenuItem copy = item("tunnel.menu.copy-address", Icons.COPY, () -> actions.copyAddress(tunnel));
    copy.setAccelerator(COPY);
    MenuItem command =
        item("tunnel.menu.copy-command", Icons.SHELL, () -> actions.copyCommand(tunnel));
    command.setVisible(actions.command(tunnel).isPresent());
    MenuItem url = item("tunnel.menu.copy-url", Icons.COPY, () -> actions.copyUrl(tunnel));
    url.setVisible(actions.url(tunnel).isPresent());
    MenuItem forward =
        item("tunnel.menu.copy-forward", Icons.SHELL, () -> actions.copyForwardCommand(tunnel));
    forward.setVisible(actions.forwardCommand(tunnel).isPresent());
    MenuItem open = item("tunnel.menu.open", Icons.OPEN, () -> actions.openInBrowser(tunnel));
    open.setVisible(actions.canBrowse(tunnel));
    MenuItem test = item("tunnel.menu.test", Icons.ASKS, () -> actions.test(tunnel));
    test.setVisible(actions.canTest(tunnel));
    MenuItem freePort =
        item("tunnel.menu.free-port", Icons.RETRY, () -> actions.useFreePort(tunnel));
    freePort.setVisible(tunnel.status().phase() == TunnelPhase.PORT_BUSY);
    MenuItem delete = item("tunnel.menu.delete", Icons.DELETE, () -> actions.remove(tunnel));
    delete.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
    delete.getStyleClass().add("danger");
    return List.of(
        power,
        limits(tunnel),
        freePort,
        open,
        test,
        new SeparatorMenuItem(),
        copy,
        url,
        command,
        forward,
        new SeparatorMenuItem(),
        edit,
        duplicate,
        delete);
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

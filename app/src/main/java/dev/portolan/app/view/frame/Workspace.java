package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.ListChangeListener;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;

/** The tabs beside the device list. */
final class Workspace {
  private static final int MAX_ORPHANS = 100;

  private final Pages pages;
  private final Inventory inventory;
  private final Consumer<Question> confirm;
  private final ShellTabs shells;
  private final TabPane pane = new TabPane();
  private final Tab overview;
  private final Deque<OpenTab> closed = new ArrayDeque<>();

  /** The tabs of devices that were removed, for when they come back. */
  private final List<Orphan> orphans = new ArrayList<>();

  private final ReadOnlyObjectWrapper<@Nullable DeviceItem> shown =
      new ReadOnlyObjectWrapper<>(this, "shown");
  private Consumer<List<OpenTab>> keeper = tabs -> {};
  private boolean moving;

  /**
   * The tabs with the overview alone.
   *
   * @param confirm asks before a tab is closed in which a program runs
   * @param shells what can be done with tabs of shells
   */
  Workspace(Pages pages, Inventory inventory, Consumer<Question> confirm, ShellTabs shells) {
    this.shells = shells;
    this.pages = pages;
    this.inventory = inventory;
    this.confirm = confirm;
    pane.setId("workspace");
    pane.getStyleClass().add("workspace");
    pane.setTabClosingPolicy(TabPane.TabClosingPolicy.ALL_TABS);
    pane.setTabDragPolicy(TabPane.TabDragPolicy.REORDER);
    pane.setTabMinWidth(40);
    pane.setTabMaxWidth(220);
    overview = empty(pages.overview());
    overview.setClosable(false);
    pane.getTabs().add(overview);
    pane.getSelectionModel().selectedItemProperty().subscribe(tab -> selected(tab));
    pane.getTabs().addListener((ListChangeListener<Tab>) change -> changed(change));
    // A click on a tab leaves the focus in the row of tabs, but who clicks wants to use the page.
    pane.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        click -> {
          if (pane.isFocused()) {
            focus();
          }
        });
    // Tabs of what is no longer there would show what nothing can be done with.
    inventory.onChange(this::followDevices);
  }

  /** The tabs; the first page of all is filled now, if it is not yet. */
  Region root() {
    if (overview.getContent() == null) {
      overview.setContent(page(overview).root());
    }
    return pane;
  }

  /** Whose tab is in front; null if it is nobody's. */
  ReadOnlyObjectProperty<@Nullable DeviceItem> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Tells of the open tabs whenever they change. */
  void keep(Consumer<List<OpenTab>> told) {
    keeper = told;
  }

  /** Puts the focus on the page in front. */
  void focus() {
    page(pane.getSelectionModel().getSelectedItem()).focus();
  }

  void openOverview() {
    pane.getSelectionModel().select(overview);
    page(overview).focus();
  }

  DevicePage openDevice(DeviceItem device) {
    Optional<Tab> open =
        pane.getTabs().stream()
            .filter(tab -> page(tab) instanceof DevicePage page && page.device() == device)
            .findFirst();
    Tab tab = open.orElseGet(() -> add(pages.device(device)));
    pane.getSelectionModel().select(tab);
    page(tab).focus();
    return (DevicePage) page(tab);
  }

  void openShell(DeviceItem device) {
    Tab tab = add(pages.shell(device));
    pane.getSelectionModel().select(tab);
    page(tab).focus();
  }

  void show(TunnelItem tunnel) {
    openDevice(tunnel.device()).select(tunnel);
  }

  /** The shells in the tab in front; null if it has none. */
  @Nullable ShellPage frontShells() {
    return page(pane.getSelectionModel().getSelectedItem()) instanceof ShellPage front
        ? front
        : null;
  }

  /** Opens another shell of the same device, in the same folder, in a tab next to a tab. */
  private void duplicate(Tab tab) {
    if (page(tab) instanceof ShellPage shown) {
      ShellPage page = pages.shell(shown.device());
      page.startAs(shown);
      Tab fresh = tab(page);
      pane.getTabs().add(pane.getTabs().indexOf(tab) + 1, fresh);
      pane.getSelectionModel().select(fresh);
      page(fresh).focus();
    }
  }

  /** The same for the tab in front, if it is one of shells. */
  void duplicateCurrent() {
    if (frontShells() != null) {
      duplicate(pane.getSelectionModel().getSelectedItem());
    }
  }

  /**
   * Closes the shell that has the keys where there are several in the tab in front, else the tab,
   * unless it is the overview.
   */
  void closeCurrent() {
    ShellPage front = frontShells();
    if (front != null && front.panes().shells().size() > 1) {
      closeShell(front);
      return;
    }
    Tab current = pane.getSelectionModel().getSelectedItem();
    if (!overview.equals(current)) {
      close(current);
    }
  }

  private void closeShell(ShellPage page) {
    ShellPages.ShellContent current = page.panes().currentProperty().get();
    boolean busy = current != null && current.isBusy();
    askToClose(page, busy, () -> page.panes().closeCurrent());
  }

  private void close(Tab tab) {
    askToClose(page(tab), page(tab).isBusy(), () -> pane.getTabs().remove(tab));
  }

  /** Closes at once what is neither locked nor busy. */
  private void askToClose(TabPage page, boolean busy, Runnable close) {
    boolean locked = page.locked().getValue();
    if (!busy && !locked) {
      close.run();
      return;
    }
    confirm.accept(
        new Question(
            Texts.get("tab.close.title"),
            Texts.get(locked ? "tab.close.locked" : "tab.close.text", page.title().getValue()),
            Texts.get("tab.close.confirm"),
            true,
            close));
  }

  /** Brings back the tab that was closed last. */
  void reopen() {
    while (!closed.isEmpty()) {
      OpenTab last = closed.pop();
      if (open(last)) {
        return;
      }
    }
  }

  void next(int by) {
    int count = pane.getTabs().size();
    int index = Math.floorMod(pane.getSelectionModel().getSelectedIndex() + by, count);
    pane.getSelectionModel().select(index);
    page(pane.getTabs().get(index)).focus();
  }

  /** Moves the tab in front to the left or right. */
  void move(int by) {
    Tab current = pane.getSelectionModel().getSelectedItem();
    int to = pane.getTabs().indexOf(current) + by;
    if (to < 0 || to >= pane.getTabs().size()) {
      return;
    }
    List<Tab> order = new ArrayList<>(pane.getTabs());
    order.remove(current);
    order.add(to, current);
    moving = true;
    pane.getTabs().setAll(order);
    moving = false;
    pane.getSelectionModel().select(current);
    told();
  }

  /** Opens what was open when the console was left. */
  void restore(List<OpenTab> tabs) {
    Tab front = overview;
    for (OpenTab each : tabs) {
      Optional<TabPage> page = page(each);
      if (page.isPresent()) {
        Tab tab = add(page.get());
        front = each.selected() ? tab : front;
      }
    }
    pane.getSelectionModel().select(front);
    told();
  }

  /** Whether the node with the focus is in a shell. */
  boolean isShellFocused(@Nullable Node focused) {
    TabPage front = page(pane.getSelectionModel().getSelectedItem());
    if (front.kind() != OpenTab.Kind.SHELL) {
      return false;
    }
    for (@Nullable Node node = focused; node != null; node = node.getParent()) {
      if (node.equals(front.root())) {
        return true;
      }
    }
    return false;
  }

  void close() {
    keeper = tabs -> {};
    List.copyOf(pane.getTabs()).forEach(tab -> ((PageTab) tab).close());
  }

  private boolean open(OpenTab tab) {
    Optional<DeviceItem> device = inventory.device(tab.deviceId());
    if (device.isEmpty()) {
      return false;
    }
    switch (tab.kind()) {
      case OVERVIEW -> {
        return false;
      }
      case DEVICE -> openDevice(device.get());
      case SHELL -> openShell(device.get());
    }
    return true;
  }

  /** The page of a tab that was open earlier; empty if it is no longer anybody's. */
  private Optional<TabPage> page(OpenTab tab) {
    return inventory
        .device(tab.deviceId())
        .flatMap(
            device ->
                switch (tab.kind()) {
                  case OVERVIEW -> Optional.empty();
                  case DEVICE -> Optional.of(pages.device(device));
                  case SHELL -> Optional.of(pages.shell(device));
                });
  }

  private Tab add(TabPage page) {
    Tab tab = tab(page);
    pane.getTabs().add(tab);
    return tab;
  }

  private Tab tab(TabPage page) {
    Tab tab = empty(page);
    tab.setContent(page.root());
    tab.setOnCloseRequest(
        event -> {
          event.consume();
          close(tab);
        });
    if (page instanceof ShellPage shell) {
      tab.setContextMenu(shells.menu(shell, () -> duplicate(tab), () -> close(tab)));
    }
    return tab;
  }

  private static Tab empty(TabPage page) {
    return new PageTab(page);
  }

  private static TabPage page(Tab tab) {
    return ((PageTab) tab).page();
  }

  private void selected(@Nullable Tab tab) {
    shown.set(tab == null ? null : page(tab).device());
    told();
  }

  private void changed(ListChangeListener.Change<? extends Tab> change) {
    if (moving) {
      return;
    }
    while (change.next()) {
      if (!change.wasPermutated()) {
        for (Tab tab : change.getRemoved()) {
          if (!pane.getTabs().contains(tab)) {
            closed.push(remembered(tab, false));
            ((PageTab) tab).close();
          }
        }
      }
    }
    told();
  }

  /** A device that is removed takes its tabs along, and one that comes back brings them. */
  private void followDevices() {
    Set<DeviceItem> devices = inventory.devices().collect(Collectors.toSet());
    Tab front = pane.getSelectionModel().getSelectedItem();
    List<Tab> gone = new ArrayList<>();
    for (Tab tab : pane.getTabs()) {
      DeviceItem device = page(tab).device();
      if (device != null && !devices.contains(device)) {
        orphans.add(
            new Orphan(device, remembered(tab, tab.equals(front)), pane.getTabs().indexOf(tab)));
        gone.add(tab);
      }
    }
    pane.getTabs().removeAll(gone);
    List<Orphan> back =
        orphans.stream().filter(orphan -> devices.contains(orphan.device())).toList();
    orphans.removeAll(back);
    while (orphans.size() > MAX_ORPHANS) {
      orphans.removeFirst();
    }
    back.forEach(this::bringBack);
  }

  private void bringBack(Orphan orphan) {
    closed.remove(new OpenTab(orphan.tab().kind(), orphan.tab().deviceId(), false));
    Optional<TabPage> page = page(orphan.tab());
    if (page.isPresent()) {
      Tab tab = tab(page.get());
      pane.getTabs().add(Math.min(orphan.place(), pane.getTabs().size()), tab);
      if (orphan.tab().selected()) {
        pane.getSelectionModel().select(tab);
      }
    }
  }

  /** A tab whose device was removed, and where it stood. */
  private record Orphan(DeviceItem device, OpenTab tab, int place) {}

  private void told() {
    Tab front = pane.getSelectionModel().getSelectedItem();
    keeper.accept(pane.getTabs().stream().map(tab -> remembered(tab, tab.equals(front))).toList());
  }

  private static OpenTab remembered(Tab tab, boolean selected) {
    DeviceItem device = page(tab).device();
    return new OpenTab(page(tab).kind(), device == null ? "" : device.id(), selected);
  }
}

package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.ManualTopic;
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

/** The tabs of the window. */
final class Workspace {
  private static final int MAX_ORPHANS = 100;

  private final Pages pages;
  private final Inventory inventory;
  private final Consumer<Question> confirm;
  private final ShellTabs shells;
  private final TabPane pane = new TabPane();
  private final Tab overview;
  private final Deque<OpenTab> closed = new ArrayDeque<>();

  /** Tabs of removed devices, restored by undo. */
  private final List<Orphan> orphans = new ArrayList<>();

  private final ReadOnlyObjectWrapper<@Nullable DeviceItem> shown =
      new ReadOnlyObjectWrapper<>(this, "shown");
  private Consumer<List<OpenTab>> keeper = tabs -> {};
  private boolean moving;

  /**
   * Creates the workspace with the overview only.
   *
   * @param confirm confirms closing a busy tab
   * @param shells actions on shell tabs
   */
  Workspace(Pages pages, Inventory inventory, Consumer<Question> confirm, ShellTabs shells) {
    this.shells = shells;
    this.pages = pages;
    this.inventory = inventory;
    this.confirm = confirm;
    pane.setId("workspace");
    pane.setAccessibleText(Texts.get("tabs.name"));
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
    // a click on a tab focuses the page instead of the tab header
    pane.addEventHandler(
        MouseEvent.MOUSE_CLICKED,
        click -> {
          if (pane.isFocused()) {
            focus();
          }
        });
    // close tabs of removed devices
    inventory.onChange(this::followDevices);
  }

  /** The root node. Fills the first page if necessary. */
  Region root() {
    if (overview.getContent() == null) {
      overview.setContent(page(overview).root());
    }
    return pane;
  }

  /** The device of the selected tab, or null. */
  ReadOnlyObjectProperty<@Nullable DeviceItem> shownProperty() {
    return shown.getReadOnlyProperty();
  }

  /** Reports the open tabs at each change. */
  void keep(Consumer<List<OpenTab>> told) {
    keeper = told;
  }

  /** Focuses the selected page. */
  void focus() {
    page(pane.getSelectionModel().getSelectedItem()).focus();
  }

  void openOverview() {
    pane.getSelectionModel().select(overview);
    page(overview).focus();
  }

  DevicePage openDevice(DeviceItem device) {
    DevicePage page = showDevice(device);
    page.focus();
    return page;
  }

  /** Shows the device's tab, and leaves the focus where it is. */
  DevicePage showDevice(DeviceItem device) {
    Optional<Tab> open =
        pane.getTabs().stream()
            .filter(tab -> page(tab) instanceof DevicePage page && page.device() == device)
            .findFirst();
    Tab tab = open.orElseGet(() -> add(pages.device(device)));
    pane.getSelectionModel().select(tab);
    return (DevicePage) page(tab);
  }

  void openShell(DeviceItem device) {
    Tab tab = add(pages.shell(device));
    pane.getSelectionModel().select(tab);
    page(tab).focus();
  }

  /** Opens a tab for commands on devices. */
  void openRun(List<DeviceItem> devices) {
    Tab tab = add(pages.run(devices));
    pane.getSelectionModel().select(tab);
    page(tab).focus();
  }

  /** Opens a tab that plays a recording. */
  void openPlayer(PlayerPage player) {
    Tab tab = add(player);
    pane.getSelectionModel().select(tab);
    player.focus();
  }

  /** Shows the files of a device: the tab that shows them already, or a new one. */
  void openFiles(DeviceItem device) {
    openFiles(device, List.of());
  }

  private void openFiles(DeviceItem device, List<String> folders) {
    Tab tab =
        pane.getTabs().stream()
            .filter(each -> page(each) instanceof FilesPage page && page.device() == device)
            .findFirst()
            .orElseGet(() -> add(pages.files(device, folders)));
    pane.getSelectionModel().select(tab);
    page(tab).focus();
  }

  /** Shows a chapter of the manual: in the tab that has it already, or in a new one. */
  void openManual(ManualTopic topic) {
    Tab tab =
        pane.getTabs().stream()
            .filter(each -> page(each) instanceof ManualPage)
            .findFirst()
            .orElseGet(() -> add(pages.manual()));
    ((ManualPage) page(tab)).open(topic);
    pane.getSelectionModel().select(tab);
    page(tab).focus();
  }

  /** The chapter of the manual about what is shown. */
  ManualTopic topic() {
    return switch (page(pane.getSelectionModel().getSelectedItem()).kind()) {
      case OVERVIEW ->
          inventory.devices().findAny().isEmpty() ? ManualTopic.START : ManualTopic.TUNNELS;
      case DEVICE -> ManualTopic.TUNNELS;
      case SHELL, PLAYER -> ManualTopic.SHELLS;
      case FILES -> ManualTopic.FILES;
      case RUN -> ManualTopic.RUNS;
      case MANUAL -> ManualTopic.START;
    };
  }

  /** Whether the selected tab shows files, and with them the queue. */
  boolean isShowingFiles() {
    return page(pane.getSelectionModel().getSelectedItem()) instanceof FilesPage;
  }

  void show(TunnelItem tunnel) {
    openDevice(tunnel.device()).select(tunnel);
  }

  /** The selected shell page, or null. */
  @Nullable ShellPage frontShells() {
    return page(pane.getSelectionModel().getSelectedItem()) instanceof ShellPage front
        ? front
        : null;
  }

  /** Duplicates a shell tab: the same device and folder, in an adjacent tab. */
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

  /** Duplicates the selected tab if it is a shell tab. */
  void duplicateCurrent() {
    if (frontShells() != null) {
      duplicate(pane.getSelectionModel().getSelectedItem());
    }
  }

  /**
   * Closes the focused shell if the selected tab has several, else the tab, unless it is the
   * overview.
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

  /** How many files of devices are open in an editor of this computer. */
  int edited() {
    return pane.getTabs().stream()
        .mapToInt(tab -> page(tab) instanceof FilesPage files ? files.edited() : 0)
        .sum();
  }

  /** Closes, after a confirmation if locked or busy. */
  private void askToClose(TabPage page, boolean busy, Runnable close) {
    boolean locked = page.locked().getValue();
    if (!busy && !locked) {
      close.run();
      return;
    }
    confirm.accept(
        new Question(
            Texts.get("tab.close.title"),
            Texts.get(locked ? "tab.close.locked" : page.busyText(), page.title().getValue()),
            Texts.get("tab.close.confirm"),
            true,
            close));
  }

  /** Reopens the tab closed last. */
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

  /** Moves the selected tab. */
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

  /** Restores the tabs of the last run. */
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
      case OVERVIEW, RUN, PLAYER, MANUAL -> {
        return false;
      }
      case DEVICE -> openDevice(device.get());
      case SHELL -> openShell(device.get());
      case FILES -> openFiles(device.get(), tab.folders());
    }
    return true;
  }

  /** The page for a saved tab, empty if its device was removed. */
  private Optional<TabPage> page(OpenTab tab) {
    return inventory
        .device(tab.deviceId())
        .flatMap(
            device ->
                switch (tab.kind()) {
                  case OVERVIEW, RUN, PLAYER, MANUAL -> Optional.empty();
                  case DEVICE -> Optional.of(pages.device(device));
                  case SHELL -> Optional.of(pages.shell(device));
                  case FILES -> Optional.of(pages.files(device, tab.folders()));
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

  private Tab empty(TabPage page) {
    return new PageTab(page, this::told);
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

  /** Closes tabs of removed devices, and restores them with the device. */
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
    closed.remove(orphan.tab().withSelected(false));
    Optional<TabPage> page = page(orphan.tab());
    if (page.isPresent()) {
      Tab tab = tab(page.get());
      pane.getTabs().add(Math.min(orphan.place(), pane.getTabs().size()), tab);
      if (orphan.tab().selected()) {
        pane.getSelectionModel().select(tab);
      }
    }
  }

  /** A tab of a removed device, with its position. */
  private record Orphan(DeviceItem device, OpenTab tab, int place) {}

  private void told() {
    Tab front = pane.getSelectionModel().getSelectedItem();
    keeper.accept(
        pane.getTabs().stream()
            .filter(tab -> page(tab).kind().isRestored())
            .map(tab -> remembered(tab, tab.equals(front)))
            .toList());
  }

  private static OpenTab remembered(Tab tab, boolean selected) {
    DeviceItem device = page(tab).device();
    return new OpenTab(
        page(tab).kind(),
        device == null ? "" : device.id(),
        selected,
        page(tab).folders().getValue());
  }
}

package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceOrder;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.NaturalOrder;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.SidebarMemory;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.task.Coalescer;
import dev.portolan.app.view.common.DeviceFilter;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Texts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** The edges and devices that match the filter, in groups and in order. */
public final class SidebarViewModel {
  /** Recent devices are listed when there are more devices than this. */
  static final int FEW_DEVICES = 12;

  private final Inventory inventory;
  private final WindowMemory memory;
  private final Preferences preferences;
  private final Navigator navigator;
  private final DeviceActions actions;
  private final Coalescer refreshing;
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final BooleanProperty still = new SimpleBooleanProperty(this, "still");
  private final ReadOnlyObjectWrapper<List<SidebarBranch>> branches =
      new ReadOnlyObjectWrapper<>(this, "branches", List.of());
  private final ReadOnlyBooleanWrapper nothingFound =
      new ReadOnlyBooleanWrapper(this, "nothingFound");
  private DeviceFilter wanted = DeviceFilter.of("");
  private List<String> recent = List.of();

  /**
   * Creates the model.
   *
   * @param fx runs tasks on the FX thread, later; what changes in one moment is shown at once
   */
  public SidebarViewModel(
      Inventory inventory,
      WindowMemory memory,
      Preferences preferences,
      Navigator navigator,
      Executor fx) {
    this.inventory = inventory;
    this.memory = memory;
    this.preferences = preferences;
    this.navigator = navigator;
    this.actions = new DeviceActions(inventory, navigator);
    this.refreshing = new Coalescer(fx, this::refresh);
    filter.subscribe(
        (before, after) -> {
          wanted = DeviceFilter.of(after);
          refresh();
        });
    preferences.observe(Settings.DEVICE_ORDER).subscribe((before, after) -> refreshing.request());
    memory
        .sidebarProperty()
        .map(SidebarMemory::recent)
        .subscribe((before, after) -> refreshing.request());
    inventory.onChange(refreshing::request);
    inventory.onLinks(this::stateChanged);
    inventory.onPresences(this::stateChanged);
    still.subscribe(
        (before, after) -> {
          if (!after) {
            refreshing.request();
          }
        });
    refresh();
  }

  /** The filter; see {@link DeviceFilter}. */
  public StringProperty filterProperty() {
    return filter;
  }

  /**
   * Whether rows must not move by themselves, for example because the pointer is on them. What the
   * user changes is shown regardless.
   */
  BooleanProperty stillProperty() {
    return still;
  }

  /** The top rows with those below them. Changes only when what is shown does. */
  ReadOnlyObjectProperty<List<SidebarBranch>> branchesProperty() {
    return branches.getReadOnlyProperty();
  }

  /** The edges to which devices can be added, regardless of the filter. */
  public List<EdgeItem> remoteEdges() {
    return inventory.edges().stream().filter(edge -> edge.kind() == EdgeKind.REMOTE).toList();
  }

  /** All tags in use, in order. */
  List<String> tags() {
    return inventory.tags();
  }

  /** Adds a part to the filter, or removes it. */
  void toggleFilter(String part) {
    filter.set(DeviceFilter.toggled(filter.get(), part));
  }

  DeviceOrder order() {
    return preferences.get(Settings.DEVICE_ORDER);
  }

  void setOrder(DeviceOrder order) {
    preferences.set(Settings.DEVICE_ORDER, order);
  }

  /** Whether the filter matches nothing. */
  public ReadOnlyBooleanProperty nothingFoundProperty() {
    return nothingFound.getReadOnlyProperty();
  }

  /** Whether the children of a row are hidden; never while there is a filter. */
  boolean isCollapsed(SidebarRow row) {
    return filter.get().isBlank() && memory.sidebar().collapsed().contains(row.key());
  }

  /** Remembers what the user did to a row. */
  void setCollapsed(SidebarRow row, boolean collapsed) {
    if (filter.get().isBlank()) {
      Set<String> keys = new HashSet<>(memory.sidebar().collapsed());
      if (collapsed ? keys.add(row.key()) : keys.remove(row.key())) {
        memory.remember(memory.sidebar().withCollapsed(keys));
      }
    }
  }

  /** Actions on one or more devices. */
  DeviceActions actions() {
    return actions;
  }

  public void open(DeviceItem device) {
    navigator.openDevice(device);
  }

  /** Shows the device's tab, and leaves the focus here. */
  public void show(DeviceItem device) {
    navigator.showDevice(device);
  }

  public void openShell(DeviceItem device) {
    navigator.openShell(device);
  }

  /** Sends files to a folder of the device, which the user is asked for. */
  void sendFiles(DeviceItem device, List<Path> files) {
    navigator.sendFiles(device, files, "");
  }

  public void openFiles(DeviceItem device) {
    navigator.openFiles(device);
  }

  public void addTunnel(DeviceItem device) {
    navigator.addTunnel(device, null);
  }

  public void addEdge() {
    navigator.addEdge();
  }

  public void startLab() {
    navigator.startLab();
  }

  public void importList() {
    navigator.importList();
  }

  public void exportList() {
    navigator.exportList();
  }

  public void addDevice(EdgeItem edge) {
    navigator.addDevice(edge);
  }

  public void inviteDevice(EdgeItem edge) {
    navigator.inviteDevice(edge);
  }

  public void edit(EdgeItem edge) {
    navigator.editEdge(edge);
  }

  public void edit(DeviceItem device) {
    navigator.editDevice(device);
  }

  public void duplicate(DeviceItem device) {
    navigator.duplicateDevice(device);
  }

  public void askToken(EdgeItem edge) {
    navigator.askToken(edge);
  }

  public void showSettings() {
    navigator.showSettings();
  }

  public void showOverview() {
    navigator.openOverview();
  }

  /** Removes an edge with its devices, with undo. Asks for confirmation if something is open. */
  public void remove(EdgeItem edge) {
    actions.askIfLive(
        edge.name(),
        edge.devices(),
        () -> {
          Runnable undo = inventory.remove(edge);
          navigator.tellWithUndo(Texts.get("edge.removed", edge.name()), undo);
        });
  }

  private void stateChanged() {
    boolean counts = order() == DeviceOrder.STATE || wanted.asksForStates();
    if (counts && !still.get()) {
      refreshing.request();
    }
  }

  private void refresh() {
    Comparator<DeviceItem> order = comparator();
    List<SidebarBranch> shown = new ArrayList<>();
    add(SidebarRow.Section.FAVOURITES, favourites(order), shown);
    if (!still.get()) {
      recent = memory.sidebar().recent();
    }
    if (wanted.isEmpty()) {
      add(SidebarRow.Section.RECENT, recent(), shown);
    }
    for (EdgeItem edge : inventory.edges()) {
      List<DeviceItem> devices =
          edge.devices().stream().filter(wanted::matches).sorted(order).toList();
      if (!devices.isEmpty() || wanted.matchesEdge(edge.name())) {
        shown.add(new SidebarBranch(new SidebarRow.Edge(edge), grouped(edge, devices)));
      }
    }
    if (!shown.equals(branches.get())) {
      branches.set(List.copyOf(shown));
    }
    nothingFound.set(shown.isEmpty() && !wanted.isEmpty());
  }

  private static void add(
      SidebarRow.Section section, Stream<DeviceItem> devices, List<SidebarBranch> shown) {
    List<SidebarBranch> rows =
        devices.map(device -> SidebarBranch.leaf(new SidebarRow.Device(section, device))).toList();
    if (!rows.isEmpty()) {
      shown.add(new SidebarBranch(new SidebarRow.Heading(section), rows));
    }
  }

  private Stream<DeviceItem> favourites(Comparator<DeviceItem> order) {
    return inventory
        .devices()
        .filter(device -> device.settings().favourite() && wanted.matches(device))
        .sorted(order);
  }

  /** Recent devices, where there are too many devices to see at once. */
  private Stream<DeviceItem> recent() {
    return inventory.devices().skip(FEW_DEVICES).findFirst().isEmpty()
        ? Stream.empty()
        : recent.stream().map(inventory::device).flatMap(Optional::stream);
  }

  private Comparator<DeviceItem> comparator() {
    Comparator<DeviceItem> byName = Comparator.comparing(DeviceItem::name, NaturalOrder.INSTANCE);
    return switch (order()) {
      case LISTED -> (_, _) -> 0;
      case NAME -> byName;
      case STATE -> Comparator.comparingInt(SidebarViewModel::rank).thenComparing(byName);
    };
  }

  private static int rank(DeviceItem device) {
    return switch (device.status().phase()) {
      case UP, STALE, CONNECTING, RETRYING -> 0;
      case NEEDS_LOGIN, FAILED -> 1;
      case DEVICE_AWAY -> 4;
      case IDLE ->
          switch (device.presence()) {
            case DevicePresence.Online() -> 2;
            case DevicePresence.Unknown() -> 3;
            case DevicePresence.Offline _ -> 4;
          };
    };
  }

  private static List<SidebarBranch> grouped(EdgeItem edge, List<DeviceItem> devices) {
    Folder all = new Folder();
    devices.forEach(all::put);
    return all.branches(edge, List.of());
  }

  /** A group while a tree is built. */
  private static final class Folder {
    private final Map<String, Folder> folders = new TreeMap<>(NaturalOrder.INSTANCE);
    private final List<SidebarBranch> devices = new ArrayList<>();

    void put(DeviceItem device) {
      Folder folder = this;
      for (String name : device.settings().group()) {
        folder = folder.folders.computeIfAbsent(name, absent -> new Folder());
      }
      folder.devices.add(
          SidebarBranch.leaf(new SidebarRow.Device(SidebarRow.Section.EDGES, device)));
    }

    /** The groups within, then the devices. */
    List<SidebarBranch> branches(EdgeItem edge, List<String> path) {
      List<SidebarBranch> all = new ArrayList<>();
      folders.forEach(
          (name, folder) -> {
            List<String> within = new ArrayList<>(path);
            within.add(name);
            all.add(
                new SidebarBranch(
                    new SidebarRow.Group(edge, within), folder.branches(edge, within)));
          });
      all.addAll(devices);
      return all;
    }
  }
}

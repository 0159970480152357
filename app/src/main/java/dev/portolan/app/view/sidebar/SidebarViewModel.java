package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The edges and devices that match the filter. */
public final class SidebarViewModel {
  private final Inventory inventory;
  private final Navigator navigator;
  private final StringProperty filter = new SimpleStringProperty(this, "filter", "");
  private final ObservableList<Group> groups = FXCollections.observableArrayList();
  private final Map<EdgeItem, Group> known = new HashMap<>();
  private final ReadOnlyBooleanWrapper nothingFound =
      new ReadOnlyBooleanWrapper(this, "nothingFound");

  public SidebarViewModel(Inventory inventory, Navigator navigator) {
    this.inventory = inventory;
    this.navigator = navigator;
    filter.subscribe((before, after) -> refresh());
    inventory.onChange(this::refresh);
    refresh();
  }

  /** The filter: words that a device's name, id, tags or notes must all contain. */
  public StringProperty filterProperty() {
    return filter;
  }

  public ObservableList<Group> groups() {
    return groups;
  }

  /** The edges to which devices can be added, regardless of the filter. */
  public List<EdgeItem> remoteEdges() {
    return inventory.edges().stream().filter(edge -> edge.kind() == EdgeKind.REMOTE).toList();
  }

  /** Whether the filter matches nothing. */
  public ReadOnlyBooleanProperty nothingFoundProperty() {
    return nothingFound.getReadOnlyProperty();
  }

  public void open(DeviceItem device) {
    navigator.openDevice(device);
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

  public void askToken(EdgeItem edge) {
    navigator.askToken(edge);
  }

  public void copyId(DeviceItem device) {
    navigator.copy(device.settings().path());
  }

  public void showSettings() {
    navigator.showSettings();
  }

  public void showOverview() {
    navigator.openOverview();
  }

  /** Removes an edge with its devices, with undo. Asks for confirmation if something is open. */
  public void remove(EdgeItem edge) {
    askIfLive(
        edge.name(),
        edge.devices(),
        () -> {
          Runnable undo = inventory.remove(edge);
          navigator.tellWithUndo(Texts.get("edge.removed", edge.name()), undo);
        });
  }

  /** Removes a device with its tunnels, with undo. Asks for confirmation if something is open. */
  public void remove(DeviceItem device) {
    askIfLive(
        device.name(),
        List.of(device),
        () -> {
          Runnable undo = inventory.remove(device);
          navigator.tellWithUndo(Texts.get("device.removed", device.name()), undo);
        });
  }

  private void askIfLive(String name, List<DeviceItem> devices, Runnable remove) {
    int tunnels = devices.stream().mapToInt(one -> one.activeTunnels()).sum();
    int shells = devices.stream().mapToInt(one -> one.openShells()).sum();
    if (tunnels == 0 && shells == 0) {
      remove.run();
    } else {
      navigator.confirm(
          new Question(
              Texts.get("remove.title", name),
              Texts.get("remove.text", tunnels, shells),
              Texts.get("remove.confirm"),
              true,
              remove));
    }
  }

  private void refresh() {
    List<String> words =
        Arrays.stream(filter.get().toLowerCase(Locale.ROOT).strip().split("\\s+"))
            .filter(word -> !word.isEmpty())
            .toList();
    known.keySet().retainAll(inventory.edges());
    List<Group> shown =
        inventory.edges().stream()
            .map(edge -> known.computeIfAbsent(edge, Group::new))
            .filter(group -> group.show(words))
            .toList();
    if (!groups.equals(shown)) {
      groups.setAll(shown);
    }
    nothingFound.set(shown.isEmpty() && !words.isEmpty());
  }

  /** An edge with its matching devices. */
  public static final class Group {
    private final EdgeItem edge;
    private final ObservableList<DeviceItem> devices = FXCollections.observableArrayList();

    Group(EdgeItem edge) {
      this.edge = edge;
    }

    public EdgeItem edge() {
      return edge;
    }

    public ObservableList<DeviceItem> devices() {
      return devices;
    }

    /** Applies the filter. Returns whether the group is visible. */
    private boolean show(List<String> words) {
      boolean whole = matches(edge.name(), words);
      List<DeviceItem> shown =
          whole
              ? edge.devices()
              : edge.devices().stream()
                  .filter(device -> matches(searched(edge, device.settings()), words))
                  .toList();
      if (!devices.equals(shown)) {
        devices.setAll(shown);
      }
      return whole || !shown.isEmpty();
    }

    private static boolean matches(String text, List<String> words) {
      String lower = text.toLowerCase(Locale.ROOT);
      return words.stream().allMatch(lower::contains);
    }

    private static String searched(EdgeItem edge, DeviceSettings device) {
      return String.join(
          "\n",
          device.name(),
          device.path(),
          String.join(" ", device.tags()),
          device.notes(),
          edge.name());
    }
  }
}

package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Actions on one or more devices. FX thread. */
final class DeviceActions {
  /** Shells that are opened at once without a question. */
  static final int FEW_SHELLS = 5;

  private final Inventory inventory;
  private final Navigator navigator;

  DeviceActions(Inventory inventory, Navigator navigator) {
    this.inventory = inventory;
    this.navigator = navigator;
  }

  /** Opens a shell on each. Asks for confirmation if they are many. */
  void openShells(List<DeviceItem> devices) {
    Runnable open = () -> devices.forEach(navigator::openShell);
    if (devices.size() <= FEW_SHELLS) {
      open.run();
      return;
    }
    navigator.confirm(
        new Question(
            Texts.get("devices.shells.title", devices.size()),
            Texts.get("devices.shells.text"),
            Texts.get("devices.shells.confirm"),
            false,
            open));
  }

  /** Opens a tab for commands on them. */
  void runOn(List<DeviceItem> devices) {
    navigator.runOn(devices);
  }

  /** Switches their tunnels on, except for those that others can reach, which ask one by one. */
  void turnOn(List<DeviceItem> devices) {
    int left =
        inventory.turnOnLocal(
            devices.stream().flatMap(device -> device.tunnels().stream()).toList());
    if (left > 0) {
      navigator.tell(Texts.get("devices.lan", left));
    }
  }

  /** Switches their tunnels off. */
  void turnOff(List<DeviceItem> devices) {
    devices.forEach(device -> List.copyOf(device.tunnels()).forEach(inventory::turnOff));
  }

  /** Adds the tunnels of one device to others, switched off, with undo. */
  void copyTunnels(DeviceItem from, List<DeviceItem> devices) {
    List<TunnelItem> added =
        devices.stream()
            .filter(device -> !device.equals(from))
            .flatMap(device -> inventory.copyTunnels(from, device).stream())
            .toList();
    if (added.isEmpty()) {
      navigator.tell(Texts.get("devices.tunnels.there", from.name()));
    } else {
      navigator.tellWithUndo(
          Texts.get("devices.tunnels.added", added.size(), from.name()),
          () -> added.forEach(inventory::remove));
    }
  }

  void setFavourite(List<DeviceItem> devices, boolean favourite) {
    devices.forEach(device -> inventory.change(device, device.settings().withFavourite(favourite)));
  }

  /** Opens the form for their group and tags. */
  void label(List<DeviceItem> devices) {
    navigator.labelDevices(devices);
  }

  /** Copies their ids, one in each line. */
  void copyIds(List<DeviceItem> devices) {
    navigator.copy(
        devices.stream().map(device -> device.settings().path()).collect(Collectors.joining("\n")));
  }

  /** Removes devices with their tunnels, with undo. Asks for confirmation if something is open. */
  void remove(List<DeviceItem> devices) {
    String names =
        devices.size() == 1
            ? devices.getFirst().name()
            : Texts.get("devices.number", devices.size());
    askIfLive(
        names,
        devices,
        () -> {
          List<Runnable> undo = new ArrayList<>();
          devices.reversed().forEach(device -> undo.addFirst(inventory.remove(device)));
          navigator.tellWithUndo(
              devices.size() == 1
                  ? Texts.get("device.removed", names)
                  : Texts.get("devices.removed", devices.size()),
              () -> undo.forEach(Runnable::run));
        });
  }

  /** Asks for confirmation if tunnels are on or shells open, then removes. */
  void askIfLive(String name, List<DeviceItem> devices, Runnable remove) {
    int tunnels = devices.stream().mapToInt(DeviceItem::activeTunnels).sum();
    int shells = devices.stream().mapToInt(DeviceItem::openShells).sum();
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
}

package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceOrder;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.FilterParts;
import dev.portolan.app.view.control.Menus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.RadioMenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.ToggleGroup;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;

/** The menus of the sidebar. */
final class SidebarMenus {
  /** Devices of a selection whose tunnels are offered to the others. */
  private static final int MAX_MODELS = 5;

  private final SidebarViewModel model;

  SidebarMenus(SidebarViewModel model) {
    this.model = model;
  }

  /**
   * The context menu.
   *
   * @param row the row that was selected last
   * @param devices the devices of all selected rows
   */
  List<MenuItem> of(SidebarRow row, List<DeviceItem> devices) {
    if (devices.size() > 1) {
      return ofDevices(devices);
    }
    return switch (row) {
      case SidebarRow.Device device -> ofDevice(device.device());
      case SidebarRow.Edge edge -> ofEdge(edge.edge());
      case SidebarRow.Group(EdgeItem edge, List<String> path) -> List.of(run(devices(edge, path)));
      case SidebarRow.Heading _ -> List.of();
    };
  }

  /** The devices of an edge that are in a group, or in a group within. */
  private static List<DeviceItem> devices(EdgeItem edge, List<String> path) {
    return edge.devices().stream()
        .filter(
            device -> {
              List<String> group = device.settings().group();
              return group.size() >= path.size() && group.subList(0, path.size()).equals(path);
            })
        .toList();
  }

  private MenuItem run(List<DeviceItem> devices) {
    return item(
        devices.size() == 1 ? "sidebar.menu.run" : "sidebar.menu.run-all",
        Icons.GO_ON,
        () -> model.actions().runOn(devices));
  }

  void edit(SidebarRow row, List<DeviceItem> devices) {
    if (devices.size() > 1) {
      model.actions().label(devices);
      return;
    }
    switch (row) {
      case SidebarRow.Device device -> model.edit(device.device());
      case SidebarRow.Edge edge -> {
        if (edge.edge().kind() == EdgeKind.REMOTE) {
          model.edit(edge.edge());
        }
      }
      case SidebarRow.Group _, SidebarRow.Heading _ -> {}
    }
  }

  void remove(SidebarRow row, List<DeviceItem> devices) {
    if (!devices.isEmpty()) {
      model.actions().remove(devices);
    } else if (row instanceof SidebarRow.Edge edge) {
      model.remove(edge.edge());
    }
  }

  /** The menu of the filter: states and tags to show, and the order. */
  List<MenuItem> ofFilter() {
    List<MenuItem> items = new ArrayList<>(FilterParts.of(model.filterProperty(), model.tags()));
    items.add(new SeparatorMenuItem());
    items.add(orders());
    return items;
  }

  private Menu orders() {
    Menu orders = new Menu(Texts.get("sidebar.order"));
    ToggleGroup one = new ToggleGroup();
    for (DeviceOrder order : DeviceOrder.values()) {
      RadioMenuItem item =
          new RadioMenuItem(Texts.get("sidebar.order." + order.name().toLowerCase(Locale.ROOT)));
      item.setToggleGroup(one);
      item.setSelected(model.order() == order);
      item.setOnAction(event -> model.setOrder(order));
      orders.getItems().add(item);
    }
    return orders;
  }

  private List<MenuItem> ofDevice(DeviceItem device) {
    MenuItem edit = item("sidebar.menu.edit", Icons.EDIT, () -> model.edit(device));
    edit.setAccelerator(new KeyCodeCombination(KeyCode.F2));
    List<DeviceItem> one = List.of(device);
    return List.of(
        item("sidebar.menu.open", Icons.DEVICE, () -> model.open(device)),
        item("sidebar.menu.shell", Icons.SHELL, () -> model.openShell(device)),
        item("sidebar.menu.files", Icons.FOLDER, () -> model.openFiles(device)),
        run(one),
        item("sidebar.menu.tunnel", Icons.TUNNEL, () -> model.addTunnel(device)),
        new SeparatorMenuItem(),
        favourite(one),
        item("sidebar.menu.label", Icons.TAG, () -> model.actions().label(one)),
        item("sidebar.menu.copy-id", Icons.COPY, () -> model.actions().copyIds(one)),
        item("sidebar.menu.duplicate", Icons.DUPLICATE, () -> model.duplicate(device)),
        edit,
        removal(() -> model.actions().remove(one)));
  }

  private List<MenuItem> ofDevices(List<DeviceItem> devices) {
    DeviceActions actions = model.actions();
    MenuItem head = new MenuItem(Texts.get("devices.number", devices.size()));
    head.setDisable(true);
    MenuItem label = item("sidebar.menu.label", Icons.TAG, () -> actions.label(devices));
    label.setAccelerator(new KeyCodeCombination(KeyCode.F2));
    List<MenuItem> items = new ArrayList<>();
    items.addAll(
        List.of(
            head,
            item("sidebar.menu.shells", Icons.SHELL, () -> actions.openShells(devices)),
            run(devices),
            item("sidebar.menu.all-on", Icons.POWER, () -> actions.turnOn(devices)),
            item("sidebar.menu.all-off", Icons.POWER, () -> actions.turnOff(devices))));
    devices.stream()
        .filter(device -> !device.tunnels().isEmpty())
        .limit(MAX_MODELS)
        .map(
            device ->
                Menus.item(
                    Texts.get("sidebar.menu.copy-tunnels", device.name()),
                    Icons.TUNNEL,
                    () -> actions.copyTunnels(device, devices)))
        .forEach(
            item -> {
              item.setMnemonicParsing(false);
              items.add(item);
            });
    items.addAll(
        List.of(
            new SeparatorMenuItem(),
            favourite(devices),
            label,
            item("sidebar.menu.copy-ids", Icons.COPY, () -> actions.copyIds(devices)),
            removal(() -> actions.remove(devices))));
    return items;
  }

  /** Makes devices favourites, or, if all of them are, takes them out. */
  private MenuItem favourite(List<DeviceItem> devices) {
    boolean all = devices.stream().allMatch(device -> device.settings().favourite());
    return item(
        all ? "sidebar.menu.no-favourite" : "sidebar.menu.favourite",
        Icons.FAVOURITE,
        () -> model.actions().setFavourite(devices, !all));
  }

  private List<MenuItem> ofEdge(EdgeItem edge) {
    MenuItem addDevice = item("sidebar.menu.add-device", Icons.ADD, () -> model.addDevice(edge));
    MenuItem invite = item("sidebar.menu.invite", Icons.DEVICE, () -> model.inviteDevice(edge));
    MenuItem token = item("sidebar.menu.token", Icons.TOKEN, () -> model.askToken(edge));
    MenuItem edit = item("sidebar.menu.edit", Icons.EDIT, () -> model.edit(edge));
    edit.setAccelerator(new KeyCodeCombination(KeyCode.F2));
    boolean remote = edge.kind() == EdgeKind.REMOTE;
    addDevice.setVisible(remote);
    invite.setVisible(remote);
    token.setVisible(remote);
    edit.setVisible(remote);
    MenuItem run = run(edge.devices());
    run.setVisible(!edge.devices().isEmpty());
    return List.of(run, addDevice, invite, token, edit, removal(() -> model.remove(edge)));
  }

  private static MenuItem removal(Runnable action) {
    MenuItem remove = item("sidebar.menu.remove", Icons.DELETE, action);
    remove.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
    remove.getStyleClass().add("danger");
    return remove;
  }

  private static MenuItem item(String key, String icon, Runnable action) {
    return Menus.item(Texts.get(key), icon, action);
  }
}

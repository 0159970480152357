package dev.portolan.app.view.sidebar;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.control.Menus;
import java.util.List;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;

/** The context menus of the sidebar. */
final class SidebarMenus {
  private final SidebarViewModel model;

  SidebarMenus(SidebarViewModel model) {
    this.model = model;
  }

  List<MenuItem> of(Object row) {
    return switch (row) {
      case DeviceItem device -> ofDevice(device);
      case EdgeItem edge -> ofEdge(edge);
      default -> List.of();
    };
  }

  void edit(Object row) {
    if (row instanceof DeviceItem device) {
      model.edit(device);
    } else if (row instanceof EdgeItem edge && edge.kind() == EdgeKind.REMOTE) {
      model.edit(edge);
    }
  }

  void remove(Object row) {
    if (row instanceof DeviceItem device) {
      model.remove(device);
    } else if (row instanceof EdgeItem edge) {
      model.remove(edge);
    }
  }

  private List<MenuItem> ofDevice(DeviceItem device) {
    MenuItem edit = item("sidebar.menu.edit", Icons.EDIT, () -> edit(device));
    edit.setAccelerator(new KeyCodeCombination(KeyCode.F2));
    return List.of(
        item("sidebar.menu.open", Icons.DEVICE, () -> model.open(device)),
        item("sidebar.menu.shell", Icons.SHELL, () -> model.openShell(device)),
        item("sidebar.menu.files", Icons.FOLDER, () -> model.openFiles(device)),
        item("sidebar.menu.tunnel", Icons.TUNNEL, () -> model.addTunnel(device)),
        new SeparatorMenuItem(),
        item("sidebar.menu.copy-id", Icons.COPY, () -> model.copyId(device)),
        edit,
        removal(device));
  }

  private List<MenuItem> ofEdge(EdgeItem edge) {
    MenuItem addDevice = item("sidebar.menu.add-device", Icons.ADD, () -> model.addDevice(edge));
    MenuItem invite = item("sidebar.menu.invite", Icons.DEVICE, () -> model.inviteDevice(edge));
    MenuItem token = item("sidebar.menu.token", Icons.TOKEN, () -> model.askToken(edge));
    MenuItem edit = item("sidebar.menu.edit", Icons.EDIT, () -> edit(edge));
    edit.setAccelerator(new KeyCodeCombination(KeyCode.F2));
    boolean remote = edge.kind() == EdgeKind.REMOTE;
    addDevice.setVisible(remote);
    invite.setVisible(remote);
    token.setVisible(remote);
    edit.setVisible(remote);
    return List.of(addDevice, invite, token, edit, removal(edge));
  }

  private MenuItem removal(Object row) {
    MenuItem remove = item("sidebar.menu.remove", Icons.DELETE, () -> remove(row));
    remove.setAccelerator(new KeyCodeCombination(KeyCode.DELETE));
    remove.getStyleClass().add("danger");
    return remove;
  }

  private static MenuItem item(String key, String icon, Runnable action) {
    return Menus.item(Texts.get(key), icon, action);
  }
}

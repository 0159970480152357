package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.Icons;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.device.DeviceView;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Region;

/** The tab of a device. */
final class DevicePage implements TabPage {
  private final DeviceItem device;
  private final DeviceView view;
  private final PageVisibility visibility;

  DevicePage(DeviceItem device, DeviceView view, PageVisibility visibility) {
    this.device = device;
    this.view = view;
    this.visibility = visibility;
  }

  void select(TunnelItem tunnel) {
    view.select(tunnel);
  }

  @Override
  public Region root() {
    return view.root();
  }

  @Override
  public ObservableValue<String> title() {
    return device.settingsProperty().map(DeviceSettings::name);
  }

  @Override
  public String icon() {
    return Icons.TUNNEL;
  }

  @Override
  public DeviceItem device() {
    return device;
  }

  @Override
  public OpenTab.Kind kind() {
    return OpenTab.Kind.DEVICE;
  }

  @Override
  public void selected(boolean front) {
    visibility.setVisible(front);
  }

  @Override
  public void focus() {
    view.focus();
  }

  @Override
  public void close() {
    view.close();
  }
}

package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.device.DeviceView;
import dev.portolan.app.view.device.DeviceViewModel;
import dev.portolan.app.view.overview.OverviewView;
import dev.portolan.app.view.overview.OverviewViewModel;
import dev.portolan.app.view.tunnel.TunnelActions;

/** Makes the pages of the window's tabs. FX thread. */
final class WindowPages implements Pages {
  private final Services services;
  private final WindowNavigator navigator;
  private final TunnelActions tunnels;

  WindowPages(Services services, WindowNavigator navigator, TunnelActions tunnels) {
    this.services = services;
    this.navigator = navigator;
    this.tunnels = tunnels;
  }

  @Override
  public TabPage overview() {
    return new OverviewPage(
        () ->
            new OverviewView(
                new OverviewViewModel(services.profile().inventory(), services.totals(), navigator),
                tunnels,
                services.pulse().nowProperty(),
                services.profile().window()));
  }

  @Override
  public DevicePage device(DeviceItem device) {
    DeviceViewModel model =
        new DeviceViewModel(
            device, services.connections(), navigator, tunnels, services.pulse().nowProperty());
    return new DevicePage(
        device,
        new DeviceView(
            model, tunnels, services.pulse().nowProperty(), services.profile().window()));
  }

  @Override
  public ShellPage shell(DeviceItem device) {
    return new ShellPage(device, () -> services.shellPages().open(device));
  }
}

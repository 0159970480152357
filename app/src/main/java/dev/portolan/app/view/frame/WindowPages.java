package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.view.common.PageVisibility;
import dev.portolan.app.view.control.FileDrop;
import dev.portolan.app.view.device.DeviceView;
import dev.portolan.app.view.device.DeviceViewModel;
import dev.portolan.app.view.files.FilesView;
import dev.portolan.app.view.files.FilesViewModel;
import dev.portolan.app.view.frame.ShellPages.ShellContent;
import dev.portolan.app.view.manual.ManualView;
import dev.portolan.app.view.manual.ManualViewModel;
import dev.portolan.app.view.overview.OverviewView;
import dev.portolan.app.view.overview.OverviewViewModel;
import dev.portolan.app.view.run.RunViewModel;
import dev.portolan.app.view.tunnel.TunnelActions;
import java.util.List;

/** Creates the pages of tabs. FX thread. */
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
    PageVisibility visibility = visibility();
    return new OverviewPage(
        () ->
            new OverviewView(
                new OverviewViewModel(services.profile().inventory(), services.totals(), navigator),
                tunnels,
                visibility,
                services.profile().window()),
        visibility);
  }

  @Override
  public DevicePage device(DeviceItem device) {
    PageVisibility visibility = visibility();
    DeviceViewModel model =
        new DeviceViewModel(
            device,
            services.profile().inventory(),
            services.connections(),
            navigator,
            tunnels,
            visibility.now());
    DeviceView view = new DeviceView(model, tunnels, visibility, services.profile().window());
    FileDrop.onto(view.root(), () -> true, files -> navigator.sendFiles(device, files, ""));
    return new DevicePage(device, view, visibility);
  }

  @Override
  public ShellPage shell(DeviceItem device) {
    return new ShellPage(
        device,
        () -> {
          ShellContent shell = services.shellPages().open(device);
          FileDrop.onto(
              shell.root(), () -> true, files -> navigator.sendFiles(device, files, shell.path()));
          return shell;
        });
  }

  @Override
  public ManualPage manual() {
    ManualViewModel model =
        new ManualViewModel(services.manual().get(), services.browser(), services.fx());
    return new ManualPage(model, new ManualView(model, navigator::copy));
  }

  @Override
  public FilesPage files(DeviceItem device, List<String> folders) {
    PageVisibility visibility = visibility();
    FilesViewModel model =
        new FilesViewModel(
            device, services.connections(), services.files(), navigator, folders, services.fx());
    return new FilesPage(model, new FilesView(model, visibility), visibility);
  }

  @Override
  public RunPage run(List<DeviceItem> devices) {
    return new RunPage(new RunViewModel(devices, services.runs(), navigator));
  }

  private PageVisibility visibility() {
    return new PageVisibility(services.pulse().nowProperty());
  }
}

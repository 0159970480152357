package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.edge.DeviceForm;
import dev.portolan.app.view.edge.DeviceFormViewModel;
import dev.portolan.app.view.edge.EdgeForm;
import dev.portolan.app.view.edge.EdgeFormViewModel;
import dev.portolan.app.view.edge.TokenPrompt;
import dev.portolan.app.view.edge.TokenPromptViewModel;
import dev.portolan.app.view.edge.VaultPrompt;
import dev.portolan.app.view.palette.PaletteDialog;
import dev.portolan.app.view.palette.PaletteViewModel;
import dev.portolan.app.view.settings.KeysDialog;
import dev.portolan.app.view.settings.LicencesDialog;
import dev.portolan.app.view.settings.SettingsDialog;
import dev.portolan.app.view.tunnel.TunnelActions;
import dev.portolan.app.view.tunnel.TunnelForm;
import dev.portolan.app.view.tunnel.TunnelFormViewModel;
import org.jspecify.annotations.Nullable;

/** Creates the window's dialogs and handles their results. FX thread. */
final class WindowForms implements WindowNavigator.Forms {
  private final Services services;
  private final Inventory inventory;
  private final WindowNavigator navigator;
  private final TunnelActions tunnels;
  private final Workspace workspace;

  WindowForms(
      Services services, WindowNavigator navigator, TunnelActions tunnels, Workspace workspace) {
    this.services = services;
    this.inventory = services.profile().inventory();
    this.navigator = navigator;
    this.tunnels = tunnels;
    this.workspace = workspace;
  }

  @Override
  public Dialog edge(@Nullable EdgeItem edited) {
    return new EdgeForm(
        new EdgeFormViewModel(
            inventory,
            services.tokens(),
            services.keeper().keepingProperty(),
            services.tester(),
            edited,
            this::edgeSaved));
  }

  /** Opens the form for a device after a new edge was saved. */
  private void edgeSaved(EdgeItem edge, boolean isNew) {
    if (isNew) {
      services.fx().execute(() -> navigator.addDevice(edge));
    }
  }

  @Override
  public Dialog device(EdgeItem edge, @Nullable DeviceItem edited) {
    return new DeviceForm(new DeviceFormViewModel(inventory, edge, edited, workspace::openDevice));
  }

  @Override
  public Dialog newDevice(EdgeItem edge, String id) {
    DeviceFormViewModel model =
        new DeviceFormViewModel(inventory, edge, null, workspace::openDevice);
    model.pathProperty().set(id);
    return new DeviceForm(model);
  }

  @Override
  public Dialog tunnel(DeviceItem device, @Nullable TunnelItem edited, @Nullable Forward preset) {
    return new TunnelForm(
        new TunnelFormViewModel(
            inventory, device, edited, preset, services.parser(), this::tunnelAdded));
  }

  private void tunnelAdded(TunnelItem tunnel) {
    workspace.show(tunnel);
    services.fx().execute(() -> tunnels.switchOn(tunnel));
  }

  @Override
  public Dialog token(EdgeItem edge, Runnable leave) {
    return new TokenPrompt(
        new TokenPromptViewModel(
            edge, services.tokens(), services.keeper(), services.tester(), leave));
  }

  @Override
  public Dialog vault(Runnable leave) {
    return new VaultPrompt(services.keeper(), leave);
  }

  @Override
  public Dialog settings() {
    return new SettingsDialog(
        services.profile().preferences(), services.dataFolder(), services.releases(), navigator);
  }

  @Override
  public Dialog keys() {
    return new KeysDialog();
  }

  @Override
  public Dialog licences() {
    return new LicencesDialog(services.licences().get(), services.fx());
  }

  @Override
  public Dialog palette(Runnable leave) {
    return new PaletteDialog(new PaletteViewModel(inventory, tunnels, navigator), leave);
  }
}

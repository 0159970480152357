package dev.portolan.app.view.frame;

import dev.portolan.app.diagnostics.Facts;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.activity.NoteDialog;
import dev.portolan.app.view.activity.ReportDialog;
import dev.portolan.app.view.activity.ReportViewModel;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.diagnostics.DiagnosticsDialog;
import dev.portolan.app.view.edge.DeviceForm;
import dev.portolan.app.view.edge.DeviceFormViewModel;
import dev.portolan.app.view.edge.EdgeForm;
import dev.portolan.app.view.edge.EdgeFormViewModel;
import dev.portolan.app.view.edge.InvitationView;
import dev.portolan.app.view.edge.InvitationViewModel;
import dev.portolan.app.view.edge.InviteForm;
import dev.portolan.app.view.edge.InviteFormViewModel;
import dev.portolan.app.view.edge.LabelForm;
import dev.portolan.app.view.edge.LabelFormViewModel;
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
import java.time.ZoneId;
import java.util.List;
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
  public Dialog device(DeviceItem edited) {
    return new DeviceForm(
        new DeviceFormViewModel(inventory, edited.edge(), edited, workspace::openDevice), null);
  }

  @Override
  public Dialog duplicate(DeviceItem original) {
    return new DeviceForm(
        DeviceFormViewModel.duplicate(inventory, original, workspace::openDevice), null);
  }

  @Override
  public Dialog labels(List<DeviceItem> devices) {
    return new LabelForm(new LabelFormViewModel(inventory, devices));
  }

  @Override
  public Dialog newDevice(EdgeItem edge, String id, Runnable leave) {
    DeviceFormViewModel model =
        new DeviceFormViewModel(inventory, edge, null, workspace::openDevice);
    model.pathProperty().set(id);
    return new DeviceForm(
        model,
        () -> {
          leave.run();
          navigator.inviteDevice(edge);
        });
  }

  @Override
  public Dialog invite(EdgeItem edge) {
    return new InviteForm(
        new InviteFormViewModel(
            services.inviter(),
            edge,
            name -> services.fx().execute(() -> navigator.showInvitation(edge, name))));
  }

  @Override
  public Dialog invitation(EdgeItem edge, String name, Runnable leave) {
    return new InvitationView(
        new InvitationViewModel(services.inviter(), edge, name, navigator, leave));
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
        services.profile().preferences(),
        services.dataFolder(),
        services.notices().arePossible(),
        services.releases(),
        navigator);
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

  @Override
  public Dialog note(@Nullable DeviceItem device, Runnable leave) {
    return new NoteDialog(services.activity(), device, leave);
  }

  @Override
  public Dialog report(@Nullable DeviceItem device) {
    return new ReportDialog(
        new ReportViewModel(
            services.activity(),
            inventory,
            device,
            navigator,
            ZoneId.systemDefault(),
            services.pulse().now()));
  }

  @Override
  public Dialog diagnostics() {
    return new DiagnosticsDialog(
        names -> {
          Facts facts =
              Facts.of(
                  inventory,
                  services.profile().preferences().valuesProperty().get(),
                  services.activity(),
                  services.tokens());
          return services.diagnostics().apply(facts, names);
        },
        navigator,
        services.fx());
  }
}

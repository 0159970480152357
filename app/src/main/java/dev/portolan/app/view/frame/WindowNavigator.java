package dev.portolan.app.view.frame;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.session.Connections;
import dev.portolan.app.view.common.ManualTopic;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.SaveRequest;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.common.Uploads;
import dev.portolan.app.view.control.Dialog;
import dev.portolan.app.view.control.DialogHost;
import dev.portolan.app.view.control.ToastHost;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import org.jspecify.annotations.Nullable;

/** Implements navigation by tabs, dialogs and toasts. */
final class WindowNavigator implements Navigator {
  private final DialogHost dialogs;
  private final ToastHost toasts;
  private final Consumer<String> browser;
  private final FileDrops drops;
  private final Connections connections;
  private @Nullable Destinations destinations;

  WindowNavigator(
      DialogHost dialogs,
      ToastHost toasts,
      Consumer<String> browser,
      Uploads uploads,
      WindowMemory memory,
      Connections connections) {
    this.dialogs = dialogs;
    this.toasts = toasts;
    this.browser = browser;
    this.connections = connections;
    drops = new FileDrops(uploads, dialogs::show, memory);
  }

  /** Sets the destinations, which themselves need a navigator. */
  void lead(Destinations to) {
    destinations = to;
  }

  @Override
  public void openOverview() {
    to().workspace().openOverview();
  }

  @Override
  public void openDevice(DeviceItem device) {
    to().workspace().openDevice(device);
  }

  @Override
  public void showDevice(DeviceItem device) {
    to().workspace().showDevice(device);
  }

  @Override
  public void openShell(DeviceItem device) {
    to().workspace().openShell(device);
  }

  @Override
  public void openFiles(DeviceItem device) {
    to().workspace().openFiles(device);
  }

  @Override
  public void runOn(List<DeviceItem> devices) {
    if (devices.isEmpty()) {
      tell(Texts.get("run.no-devices"));
    } else {
      to().workspace().openRun(devices);
    }
  }

  @Override
  public void sendFiles(DeviceItem device, List<Path> files, String folder) {
    drops.send(device, files, folder);
  }

  @Override
  public void testTunnel(TunnelItem tunnel) {
    tell(Texts.get("tunnel.test.running", tunnel.forward().remoteText()));
    connections.test(tunnel).thenAccept(this::tell);
  }

  @Override
  public void addEdge() {
    dialogs.show(to().forms().edge(null));
  }

  @Override
  public void editEdge(EdgeItem edge) {
    dialogs.show(to().forms().edge(edge));
  }

  @Override
  public void addDevice(EdgeItem edge) {
    addDevice(edge, "");
  }

  /** Opens the form for a new device with an id. */
  void addDevice(EdgeItem edge, String id) {
    show(leave -> to().forms().newDevice(edge, id, leave));
  }

  @Override
  public void inviteDevice(EdgeItem edge) {
    dialogs.show(to().forms().invite(edge));
  }

  /** Asks the edge for an invitation and shows it. */
  void showInvitation(EdgeItem edge, String name) {
    show(leave -> to().forms().invitation(edge, name, leave));
  }

  @Override
  public void editDevice(DeviceItem device) {
    dialogs.show(to().forms().device(device));
  }

  @Override
  public void duplicateDevice(DeviceItem device) {
    dialogs.show(to().forms().duplicate(device));
  }

  @Override
  public void labelDevices(List<DeviceItem> devices) {
    dialogs.show(to().forms().labels(devices));
  }

  @Override
  public void addTunnel(DeviceItem device, @Nullable Forward preset) {
    dialogs.show(to().forms().tunnel(device, null, preset));
  }

  @Override
  public void editTunnel(TunnelItem tunnel) {
    dialogs.show(to().forms().tunnel(tunnel.device(), tunnel, null));
  }

  @Override
  public void askToken(EdgeItem edge) {
    show(leave -> to().forms().token(edge, leave));
  }

  @Override
  public void unlockVault() {
    show(leave -> to().forms().vault(leave));
  }

  /** Shows a dialog that closes itself. */
  private void show(Function<Runnable, Dialog> make) {
    AtomicReference<@Nullable Dialog> made = new AtomicReference<>();
    Dialog dialog = make.apply(() -> dialogs.close(made.get()));
    made.set(dialog);
    dialogs.show(dialog);
  }

  @Override
  public void startLab() {
    to().startLab().run();
  }

  @Override
  public void playRecording() {
    to().playRecording().run();
  }

  @Override
  public void importList() {
    to().lists().askForImport();
  }

  @Override
  public void exportList() {
    to().lists().askForExport();
  }

  @Override
  public void showSettings() {
    dialogs.show(to().forms().settings());
  }

  @Override
  public void openManual(ManualTopic topic) {
    to().workspace().openManual(topic);
  }

  @Override
  public void showKeys() {
    dialogs.show(to().forms().keys());
  }

  @Override
  public void showLicences() {
    dialogs.show(to().forms().licences());
  }

  @Override
  public void showPalette() {
    dialogs.show(to().forms().palette(dialogs::close));
  }

  @Override
  public void addNote(@Nullable DeviceItem device) {
    DeviceItem about = device == null ? to().workspace().shownProperty().get() : device;
    show(leave -> to().forms().note(about, leave));
  }

  @Override
  public void showReport(@Nullable DeviceItem device) {
    dialogs.show(to().forms().report(device));
  }

  @Override
  public void showDiagnostics() {
    dialogs.show(to().forms().diagnostics());
  }

  @Override
  public void save(SaveRequest request) {
    to().saved().save(request);
  }

  @Override
  public void confirm(Question question) {
    dialogs.show(new ConfirmDialog(question));
  }

  @Override
  public void tell(String text) {
    toasts.show(text, null);
  }

  @Override
  public void tellWithUndo(String text, Runnable undo) {
    toasts.show(text, undo);
  }

  @Override
  public void copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    Clipboard.getSystemClipboard().setContent(content);
    String shown = text.indexOf('\n') < 0 && text.length() <= 60 ? text : "";
    toasts.show(
        shown.isEmpty() ? Texts.get("toast.copied") : Texts.get("toast.copied.text", shown), null);
  }

  @Override
  public void browse(String url) {
    browser.accept(url);
  }

  private Destinations to() {
    Destinations known = destinations;
    if (known == null) {
      throw new IllegalStateException("The window is not built yet");
    }
    return known;
  }

  /** Creates the dialogs. */
  interface Forms {
    Dialog edge(@Nullable EdgeItem edited);

    Dialog device(DeviceItem edited);

    Dialog duplicate(DeviceItem original);

    Dialog labels(List<DeviceItem> devices);

    Dialog newDevice(EdgeItem edge, String id, Runnable leave);

    Dialog invite(EdgeItem edge);

    Dialog invitation(EdgeItem edge, String name, Runnable leave);

    Dialog tunnel(DeviceItem device, @Nullable TunnelItem edited, @Nullable Forward preset);

    Dialog token(EdgeItem edge, Runnable leave);

    Dialog vault(Runnable leave);

    Dialog settings();

    Dialog keys();

    Dialog licences();

    Dialog palette(Runnable leave);

    Dialog note(@Nullable DeviceItem device, Runnable leave);

    Dialog report(@Nullable DeviceItem device);

    Dialog diagnostics();
  }

  /** The destinations. */
  record Destinations(
      Workspace workspace,
      Forms forms,
      ListQuestions lists,
      SavedFiles saved,
      Runnable startLab,
      Runnable playRecording) {}
}

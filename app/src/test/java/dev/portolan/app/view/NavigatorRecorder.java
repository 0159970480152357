package dev.portolan.app.view;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.view.common.ManualTopic;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.SaveRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Remembers where a view model wanted to go. */
public final class NavigatorRecorder implements Navigator {
  public final List<String> told = new ArrayList<>();
  public final List<String> copied = new ArrayList<>();
  public final List<String> browsed = new ArrayList<>();
  public final List<Question> asked = new ArrayList<>();
  public final List<Object> visited = new ArrayList<>();
  private Runnable undo = () -> {};

  /** Takes back what was told last. */
  public void undo() {
    undo.run();
  }

  @Override
  public void openOverview() {
    visited.add("overview");
  }

  @Override
  public void openDevice(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void testTunnel(TunnelItem tunnel) {
    visited.add(tunnel);
  }

  @Override
  public void showDevice(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void openShell(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void openFiles(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void runOn(List<DeviceItem> devices) {
    visited.add(devices);
  }

  @Override
  public void sendFiles(DeviceItem device, List<Path> files, String folder) {
    visited.add(files);
  }

  @Override
  public void duplicateDevice(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void labelDevices(List<DeviceItem> devices) {
    visited.add(devices);
  }

  @Override
  public void playRecording() {
    visited.add("play");
  }

  @Override
  public void importList() {
    visited.add("import");
  }

  @Override
  public void exportList() {
    visited.add("export");
  }

  @Override
  public void addEdge() {
    visited.add("add edge");
  }

  @Override
  public void editEdge(EdgeItem edge) {
    visited.add(edge);
  }

  @Override
  public void addDevice(EdgeItem edge) {
    visited.add(edge);
  }

  @Override
  public void inviteDevice(EdgeItem edge) {
    visited.add("invite");
  }

  @Override
  public void editDevice(DeviceItem device) {
    visited.add(device);
  }

  @Override
  public void addTunnel(DeviceItem device, @Nullable Forward preset) {
    visited.add(preset == null ? device : preset);
  }

  @Override
  public void editTunnel(TunnelItem tunnel) {
    visited.add(tunnel);
  }

  @Override
  public void askToken(EdgeItem edge) {
    visited.add(edge);
  }

  @Override
  public void unlockVault() {
    visited.add("vault");
  }

  @Override
  public void startLab() {
    visited.add("lab");
  }

  @Override
  public void showSettings() {
    visited.add("settings");
  }

  @Override
  public void openManual(ManualTopic topic) {
    visited.add(topic);
  }

  @Override
  public void showKeys() {
    visited.add("keys");
  }

  @Override
  public void showLicences() {
    visited.add("licences");
  }

  @Override
  public void showPalette() {
    visited.add("palette");
  }

  @Override
  public void addNote(@Nullable DeviceItem device) {
    visited.add("note");
  }

  @Override
  public void showReport(@Nullable DeviceItem device) {
    visited.add("report");
  }

  @Override
  public void showDiagnostics() {
    visited.add("diagnostics");
  }

  @Override
  public void save(SaveRequest request) {
    visited.add(request);
  }

  @Override
  public void confirm(Question question) {
    asked.add(question);
  }

  @Override
  public void tell(String text) {
    told.add(text);
  }

  @Override
  public void tellWithUndo(String text, Runnable back) {
    told.add(text);
    undo = back;
  }

  @Override
  public void copy(String text) {
    copied.add(text);
  }

  @Override
  public void browse(String url) {
    browsed.add(url);
  }
}

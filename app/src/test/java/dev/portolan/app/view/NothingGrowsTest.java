package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.frame.ConsoleWindow;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** What is opened and closed again and again leaves nothing behind. */
@ExtendWith(ApplicationExtension.class)
class NothingGrowsTest {
  @TempDir Path folder;
  private Stage stage;
  private StagedServices staged;
  private ConsoleWindow window;

  @BeforeEach
  void open() {
    staged = new StagedServices(folder);
    // Not TestFX's own stage, of which it keeps every event and with it what the event was for.
    stage = RunningConsole.onFx(Stage::new);
    window = RunningConsole.onFx(() -> new ConsoleWindow(stage, staged.services()));
    EdgeItem plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    RunningConsole.onFx(() -> staged.device(plant, "pump-7"));
    Hands.interact(window::show);
  }

  @AfterEach
  void end() {
    Hands.interact(
        () -> {
          window.close();
          stage.hide();
        });
    staged.close();
  }

  @Test
  void dialogs() throws Exception {
    Hands.click(new FxRobot().lookup("pump-7").query());
    LiveHeap.grows("settings", () -> dialog(KeyCode.CONTROL, KeyCode.COMMA));
    LiveHeap.grows("new edge", () -> dialog(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N));
    LiveHeap.grows("new tunnel", () -> dialog(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L));
    LiveHeap.grows("device", this::deviceForm);
    LiveHeap.grows("palette", () -> dialog(KeyCode.CONTROL, KeyCode.K));
    LiveHeap.grows("keys", () -> dialog(KeyCode.SHIFT, KeyCode.F1));
  }

  @Test
  void devicesWithTheirTunnelsAndTabs() throws Exception {
    LiveHeap.grows("devices", this::deviceWithTabs);
  }

  @Test
  void edgesWithTheirDevices() throws Exception {
    LiveHeap.grows("edges", this::edgeWithDevice);
  }

  private void deviceForm() throws InterruptedException {
    Hands.interact(() -> stage.getScene().lookup("#tree").requestFocus());
    dialog(KeyCode.F2);
  }

  private void edgeWithDevice() throws InterruptedException {
    EdgeItem edge = RunningConsole.onFx(() -> staged.edge("Harbour"));
    open(RunningConsole.onFx(() -> staged.device(edge, "kiosk")));
    Hands.interact(() -> staged.profile.inventory().remove(edge));
    awaitPicture();
  }

  private void deviceWithTabs() throws InterruptedException {
    Inventory inventory = staged.profile.inventory();
    DeviceItem device =
        RunningConsole.onFx(() -> staged.device(inventory.edges().getFirst(), "kiosk"));
    open(device);
    Hands.interact(() -> inventory.remove(device));
    awaitPicture();
  }

  /** A new device is opened with a shell, and gets a tunnel. */
  private void open(DeviceItem device) throws InterruptedException {
    FxRobot robot = new FxRobot();
    Hands.settle();
    Hands.click(
        robot
            .lookup(".sidebar-row .label")
            .<Labeled>match(row -> row.getText().equals("kiosk"))
            .query());
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    Hands.interact(
        () -> {
          Inventory inventory = staged.profile.inventory();
          TunnelItem tunnel =
              inventory.addTunnel(
                  device,
                  new TunnelSettings(
                      "", new Forward("127.0.0.1", 8080, "localhost", 80, Protocol.TCP), false));
          inventory.turnOn(tunnel);
          tunnel.setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
        });
    awaitPicture();
  }

  private static void dialog(KeyCode... keys) throws InterruptedException {
    Hands.push(keys);
    awaitPicture();
    assertThat(new FxRobot().lookup(".dialog").tryQuery()).isPresent();
    Hands.push(KeyCode.ESCAPE);
    awaitPicture();
  }

  private static void awaitPicture() throws InterruptedException {
    CountDownLatch painted = new CountDownLatch(1);
    Hands.interact(() -> new FirstFrame(painted::countDown).start());
    assertThat(painted.await(30, TimeUnit.SECONDS)).isTrue();
  }
}

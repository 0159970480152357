package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Level;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.TestStep;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Goes through every screen in both themes and leaves pictures in target/screenshots. */
class GalleryTest extends StagedWindowTest {
  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyScreen(ThemeChoice theme, FxRobot robot) throws TimeoutException {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-";
    Hands.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          window.show();
        });
    picture(prefix + "01-welcome");
    Hands.interact(() -> staged.labStarting.set(true));
    picture(prefix + "02-welcome-starting");
    Hands.interact(() -> staged.labStarting.set(false));

    edgeDialog(robot, prefix);
    DeviceItem pump = populate();
    picture(prefix + "10-overview");
    openDevice(robot, "pump-7");
    picture(prefix + "11-device");
    Hands.interact(() -> pump.setStatus(lost()));
    picture(prefix + "12-device-lost");
    openDevice(robot, "gate-2");
    picture(prefix + "13-device-empty");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    openDevice(robot, "pump-7");
    Hands.interact(() -> pump.setStatus(LinkStatus.up(Instant.now())));
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    picture(prefix + "20-tunnel-form");
    press(KeyCode.ESCAPE);
    keys(KeyCode.F1);
    picture(prefix + "21-keys");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.COMMA);
    picture(prefix + "22-settings");
    Hands.interact(() -> robot.lookup("#others").queryAs(Hyperlink.class).fire());
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () -> robot.lookup("#licences-list").queryListView().getItems().size() > 20);
    picture(prefix + "22-licences");
    type("independent jpeg");
    assertThat(robot.lookup("#licences-text").queryAs(TextArea.class).getSelectedText())
        .isEqualToIgnoringCase("independent jpeg");
    picture(prefix + "22-licences-found");
    press(KeyCode.ESCAPE);
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.K);
    type("pump");
    picture(prefix + "23-palette");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    picture(prefix + "24-activity");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    Hands.interact(() -> pump.edge().setLoginNeeded(true));
    picture(prefix + "25-token");
    press(KeyCode.ESCAPE);
    size(1280, 800);
    picture(prefix + "26-large");
    size(1000, 650);
    picture(prefix + "27-middle");
    Hands.click(tab(robot, "Overview"));
    picture(prefix + "28-middle-overview");
    size(900, 560);
    picture(prefix + "28-narrow-overview");
    size(800, 500);
    picture(prefix + "29-small-overview");
    Hands.click(tab(robot, "pump-7"));
    picture(prefix + "30-small");
    Hands.click(robot.lookup("#tunnels").query());
    press(KeyCode.DELETE);
    picture(prefix + "31-small-undo");
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    picture(prefix + "32-small-edge");
    press(KeyCode.ESCAPE);
    keys(KeyCode.CONTROL, KeyCode.K);
    type("licences");
    press(KeyCode.ENTER);
    type("nobody wrote this");
    picture(prefix + "33-small-licences");
    press(KeyCode.ESCAPE);
    assertThat(pump.tunnels()).hasSize(8);
  }

  private void edgeDialog(FxRobot robot, String prefix) {
    keys(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    Hands.interact(() -> robot.lookup("#edgeUrl").queryAs(TextField.class).setText("http://edge"));
    Hands.click(robot.lookup("#trustPin").query());
    Hands.click(robot.lookup("#dialog-confirm").query());
    picture(prefix + "03-edge-problems");
    Hands.interact(
        () -> {
          robot.lookup("#edgeUrl").queryAs(TextField.class).setText("https://edge.example.com");
          robot.lookup("#edgeName").queryAs(TextField.class).setText("Plant A");
        });
    Hands.click(robot.lookup("#fetch").query());
    picture(prefix + "04-edge-certificate");
    Hands.click(robot.lookup("#trustSystem").query());
    staged.tester.steps =
        List.of(
            new TestStep(TestStep.Kind.RESOLVE, TestStep.State.DONE, "203.0.113.7"),
            new TestStep(TestStep.Kind.CONNECT, TestStep.State.DONE, "203.0.113.7:443 in 43 ms"),
            new TestStep(
                TestStep.Kind.TLS,
                TestStep.State.FAILED,
                "The edge's certificate comes from an authority that is not trusted here. If that"
                    + " is expected, trust its authority by a CA file, or pin the certificate."),
            new TestStep(TestStep.Kind.UPGRADE, TestStep.State.AHEAD, ""));
    Hands.click(robot.lookup("#test").query());
    picture(prefix + "05-edge-test");
    press(KeyCode.ESCAPE);
  }

  private DeviceItem populate() {
    Hands.settle();
    DeviceItem[] pump = new DeviceItem[1];
    Hands.interact(
        () -> {
          EdgeItem plant = staged.edge("Plant A");
          pump[0] = staged.device(plant, "pump-7", "plant", "pump");
          pump[0].setStatus(LinkStatus.up(Instant.now().minusSeconds(4_000)));
          staged.device(plant, "gate-2").setStatus(LinkStatus.of(LinkPhase.CONNECTING));
          staged
              .device(plant, "camera with a very long name that does not fit at all")
              .setStatus(LinkStatus.of(LinkPhase.DEVICE_AWAY));
          EdgeItem north = staged.edge("Harbour North");
          staged.device(north, "kiosk-1").setStatus(lost());
          staged
              .device(north, "kiosk-2")
              .setStatus(
                  LinkStatus.of(LinkPhase.FAILED, "The edge's certificate has expired.", ""));
          staged
              .device(north, "kiosk-3")
              .setStatus(LinkStatus.stale("The edge does not answer.", "", Instant.now()));
          for (int i = 4; i < 10; i++) {
            staged
                .device(north, "kiosk-" + i)
                .setPresence(
                    switch (i % 3) {
                      case 0 -> DevicePresence.UNKNOWN;
                      case 1 -> DevicePresence.ONLINE;
                      case 2 -> new DevicePresence.Offline(Instant.now());
                      default -> throw new IllegalStateException();
                    });
          }
          tunnels(pump[0]);
          staged.activity.add(Level.GOOD, "pump-7", "Connected via Plant A.");
          staged.activity.add(Level.INFO, "pump-7", "Web page listens on 127.0.0.1:8080.");
          staged.activity.add(
              Level.WARNING, "kiosk-1", "The connection to edge.example.com was lost.");
          staged.activity.add(Level.ERROR, "kiosk-2", "The edge's certificate has expired.");
        });
    return pump[0];
  }

  private void tunnels(DeviceItem pump) {
    TunnelItem web = tunnel(pump, "Web page", "", 8080, 80);
    web.setStatus(TunnelStatus.inUse(2));
    web.setTraffic(new Traffic(2, 17, 48_200_000, 1_700_000, 1_240_000, 40_300, 0));
    web.setSince(Instant.now().minusSeconds(3_700));
    for (int i = 0; i < 60; i++) {
      web.history().add((long) (900_000 * (1 + Math.sin(i / 6.0))), 60_000 + 4_000L * i);
    }
    List<ConnectionItem> connections = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ConnectionItem connection =
          new ConnectionItem("127.0.0.1:5" + (1_234 + i), Instant.now().minusSeconds(30L * i));
      connection.setBytes(1_200_000L * i, 4_000L * i);
      connection.setEnd(i < 2 ? "" : "closed");
      connections.add(connection);
    }
    web.setConnections(connections);
    tunnel(pump, "Database", "", 5432, 5432)
        .setStatus(
            TunnelStatus.of(
                TunnelPhase.PORT_BUSY,
                "Port 5432 is taken by another program. Close that program, or choose another local port for"
                    + " this tunnel; it starts by itself when the port is free."));
    tunnel(pump, "PLC", "*", 1502, 502).setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
    tunnel(pump, "Camera", "", 8554, 554)
        .setStatus(
            TunnelStatus.retrying("The connection was lost.", 3, Instant.now().plusSeconds(120)));
    TunnelItem degraded = tunnel(pump, "", "", 1883, 1883);
    degraded.setStatus(
        TunnelStatus.of(TunnelPhase.DEGRADED, "connection refused by localhost:1883"));
    degraded.setLastError("connection refused by localhost:1883");
    tunnel(pump, "Name service", "", 5353, 53)
        .setStatus(TunnelStatus.of(TunnelPhase.NEEDS_LOGIN, "The edge does not accept the token."));
    tunnel(pump, "SSH", "", 2222, 22).setStatus(TunnelStatus.of(TunnelPhase.WAITING_FOR_DEVICE));
    tunnel(pump, "Web page of the boiler house in the south", "", 443, 443)
        .setStatus(TunnelStatus.of(TunnelPhase.FAILED, "This user may not open port 443."));
    staged
        .profile
        .inventory()
        .addTunnel(
            pump, new TunnelSettings("New", new Forward("", 0, "::1", 80, Protocol.UDP), false));
  }

  private TunnelItem tunnel(DeviceItem device, String name, String bind, int local, int remote) {
    TunnelItem item =
        staged
            .profile
            .inventory()
            .addTunnel(
                device,
                new TunnelSettings(
                    name, new Forward(bind, local, "localhost", remote, Protocol.TCP), false));
    staged.profile.inventory().turnOn(item);
    return item;
  }

  private static LinkStatus lost() {
    return new LinkStatus(
        LinkPhase.RETRYING,
        "The connection to edge.example.com was lost: the peer was silent for 100 s.",
        "It is tried again by itself.",
        3,
        Instant.now().plusSeconds(90));
  }

  private void size(double width, double height) {
    Hands.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Hands.settle();
  }

  private static Label tab(FxRobot robot, String name) {
    return robot.lookup(".tab-label").<Label>match(label -> label.getText().equals(name)).query();
  }

  private static void openDevice(FxRobot robot, String name) {
    Label row =
        robot
            .lookup(".sidebar-row .label")
            .<Label>match(label -> label.getText().equals(name))
            .query();
    Hands.click(row);
    Hands.settle();
  }

  private static void keys(KeyCode... keys) {
    Hands.push(keys);
    Hands.settle();
  }

  private static void press(KeyCode key) {
    Hands.push(key);
    Hands.settle();
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }

  private void type(String text) {
    RunningConsole.onFx(
        () -> {
          Typing.type(stage.getScene(), text);
          return true;
        });
    Hands.settle();
  }
}

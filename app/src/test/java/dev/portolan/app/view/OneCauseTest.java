package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.store.Inventory;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableRow;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What keeps many tunnels from being used is said once, wherever they are listed. */
class OneCauseTest extends StagedWindowTest {
  private static final Map<LinkPhase, TunnelPhase> CAUSES =
      Map.of(
          LinkPhase.DEVICE_AWAY, TunnelPhase.WAITING_FOR_DEVICE,
          LinkPhase.STALE, TunnelPhase.STALE,
          LinkPhase.RETRYING, TunnelPhase.RETRYING,
          LinkPhase.NEEDS_LOGIN, TunnelPhase.NEEDS_LOGIN,
          LinkPhase.FAILED, TunnelPhase.FAILED);

  private EdgeItem plant;
  private DeviceItem pump;

  @BeforeEach
  void open() {
    plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7"));
    RunningConsole.onFx(
        () -> {
          window.show();
          return true;
        });
  }

  @Test
  void aDevicesPageSaysItAboveItsTable(FxRobot robot) {
    TunnelItem web = tunnel(pump, 0);
    Hands.click(robot.lookup(".sidebar-row .label").<Labeled>match(named("pump-7")).query());
    double usual = height(robot, web);
    CAUSES.forEach(
        (link, tunnel) -> {
          String why = "Why it is " + link + ".";
          robot.interact(() -> trouble(pump, link, why));
          Hands.settle();
          assertThat(robot.lookup("#bannerText").queryLabeled().getText()).startsWith(why);
          assertThat(height(robot, web)).as("%s", tunnel).isEqualTo(usual);
          assertThat(robot.lookup("#reason").query().isVisible()).as("below the table").isFalse();
        });
    robot.interact(() -> web.setStatus(TunnelStatus.of(TunnelPhase.FAILED, "Its own reason.")));
    assertThat(height(robot, web)).isGreaterThan(usual);
    assertThat(robot.lookup("#reason").queryLabeled().getText()).isEqualTo("Its own reason.");
  }

  @Test
  void theOverviewSaysItAboveItsTable(FxRobot robot) {
    TunnelItem web = tunnel(pump, 0);
    overview();
    double usual = height(robot, web);
    CAUSES.forEach(
        (link, tunnel) -> {
          if (link == LinkPhase.NEEDS_LOGIN) {
            return;
          }
          String why = "Why it is " + link + ".";
          robot.interact(() -> trouble(pump, link, why));
          assertThat(causes(robot))
              .isEqualTo(
                  link == LinkPhase.DEVICE_AWAY
                      ? "pump-7 is not connected to Plant A, or does not answer."
                      : "Plant A: " + why);
          assertThat(height(robot, web)).as("%s", tunnel).isEqualTo(usual);
        });
    robot.interact(() -> staged.profile.inventory().turnOff(web));
    assertThat(isTold(robot)).as("of a tunnel that is off").isFalse();
  }

  @Test
  void devicesThatWaitForTheSameAreOneSentence(FxRobot robot) {
    for (int i = 1; i <= 6; i++) {
      int number = i;
      DeviceItem kiosk = RunningConsole.onFx(() -> staged.device(plant, "kiosk-" + number));
      tunnel(kiosk, i);
      robot.interact(() -> trouble(kiosk, LinkPhase.DEVICE_AWAY, "No " + kiosk.name() + "."));
    }
    tunnel(pump, 0);
    robot.interact(() -> trouble(pump, LinkPhase.RETRYING, "The connection was lost."));
    overview();
    assertThat(causes(robot).lines())
        .containsExactly(
            "Plant A: The connection was lost.",
            "6 devices are not connected to Plant A, or do not answer: kiosk-1, kiosk-2, kiosk-3,"
                + " kiosk-4 and 2 more.");
  }

  @Test
  void manyCausesLeaveRoomForTheTable(FxRobot robot) {
    for (int i = 0; i < 9; i++) {
      int number = i;
      DeviceItem one =
          RunningConsole.onFx(() -> staged.device(staged.edge("Edge " + number), "d" + number));
      tunnel(one, i);
      robot.interact(() -> trouble(one, LinkPhase.RETRYING, "The connection was lost."));
    }
    overview();
    assertThat(causes(robot).lines())
        .hasSize(4)
        .last()
        .isEqualTo("6 more reasons are told on the pages of the devices.");
  }

  @Test
  void aTokenThatManyWaitForIsAskedForAbove(FxRobot robot) {
    List<TunnelItem> many = many();
    overview();
    double usual = height(robot, many.getFirst());
    robot.interact(
        () -> trouble(pump, LinkPhase.NEEDS_LOGIN, "A token is needed to connect to Plant A."));
    assertThat(isTold(robot)).as("before its edge waits for one").isFalse();
    robot.interact(() -> plant.setLoginNeeded(true));
    Hands.settle();
    Hands.push(KeyCode.ESCAPE);
    pictures(robot, "overview-needs-login");
    assertThat(height(robot, many.getFirst())).isEqualTo(usual);
    assertThat(causes(robot))
        .isEqualTo("Plant A waits for a token; its tunnels start by themselves once it has one.");
    Hands.click(robot.lookup("#enter-token").query());
    assertThat(robot.lookup("#promptToken").tryQuery()).isPresent();
    Hands.push(KeyCode.ESCAPE);
    robot.interact(() -> trouble(pump, LinkPhase.UP, ""));
    assertThat(isTold(robot)).as("while its edge still waits").isTrue();
    robot.interact(() -> plant.setLoginNeeded(false));
    assertThat(isTold(robot)).isFalse();
  }

  @Test
  void twoHundredRowsOfOneCauseAreRowsOfOneLine(FxRobot robot) {
    List<TunnelItem> many = many();
    overview();
    double usual = height(robot, many.getFirst());
    robot.interact(
        () ->
            trouble(pump, LinkPhase.RETRYING, "The connection to edge.example.com:443 was lost."));
    pictures(robot, "overview-one-cause");
    assertThat(height(robot, many.getFirst())).isEqualTo(usual);
    assertThat(robot.lookup("#enter-token").query().isVisible()).isFalse();
  }

  private List<TunnelItem> many() {
    return RunningConsole.onFx(
        () -> IntStream.range(0, 200).mapToObj(number -> add(pump, number)).toList());
  }

  private TunnelItem tunnel(DeviceItem device, int number) {
    return RunningConsole.onFx(() -> add(device, number));
  }

  private TunnelItem add(DeviceItem device, int number) {
    Inventory inventory = staged.profile.inventory();
    Forward forward = new Forward("127.0.0.1", 9_000 + number, "localhost", 80, Protocol.TCP);
    TunnelItem tunnel =
        inventory.addTunnel(device, new TunnelSettings("Web " + number, forward, false));
    inventory.turnOn(tunnel);
    return tunnel;
  }

  /** As sessions tell it: of the device first, then of each of its tunnels. */
  private static void trouble(DeviceItem device, LinkPhase phase, String why) {
    Instant soon = Instant.now().plusSeconds(9);
    TunnelPhase tunnels = CAUSES.getOrDefault(phase, TunnelPhase.LISTENING);
    device.setStatus(
        phase == LinkPhase.RETRYING
            ? new LinkStatus(phase, why, "", 3, soon)
            : LinkStatus.of(phase, why, ""));
    TunnelStatus status =
        phase == LinkPhase.RETRYING
            ? TunnelStatus.retrying(why, 3, soon)
            : TunnelStatus.of(tunnels, why);
    device.tunnels().forEach(tunnel -> tunnel.setStatus(status));
  }

  private static void overview() {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
  }

  private static String causes(FxRobot robot) {
    Hands.settle();
    assertThat(isTold(robot)).isTrue();
    return robot.lookup("#causes .label").queryLabeled().getText();
  }

  private static boolean isTold(FxRobot robot) {
    Hands.settle();
    return robot.lookup("#causes").query().isVisible();
  }

  private static double height(FxRobot robot, TunnelItem tunnel) {
    Hands.settle();
    TableRow<?> row =
        robot
            .lookup(".table-row-cell")
            .<TableRow<?>>match(each -> tunnel.equals(each.getItem()))
            .query();
    return RunningConsole.onFx(row::getHeight);
  }

  private static Predicate<Labeled> named(String name) {
    return label -> name.equals(label.getText());
  }

  private void pictures(FxRobot robot, String name) {
    for (ThemeChoice theme : List.of(ThemeChoice.LIGHT, ThemeChoice.DARK)) {
      robot.interact(() -> staged.profile.preferences().set(Settings.THEME, theme));
      Hands.settle();
      String prefix = theme == ThemeChoice.DARK ? "dark-" : "light-";
      robot.interact(() -> Pictures.take(stage.getScene(), prefix + name));
    }
  }
}

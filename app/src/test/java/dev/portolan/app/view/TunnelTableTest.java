package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.model.TunnelStatus;
import dev.portolan.app.store.Inventory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What is to be seen in the table of all tunnels, however narrow the window is. */
class TunnelTableTest extends StagedWindowTest {
  private DeviceItem pump;

  @BeforeEach
  void open(FxRobot robot) {
    pump = RunningConsole.onFx(() -> staged.device(staged.edge("Plant A"), "pump-7"));
    robot.interact(window::show);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
  }

  @Test
  void whoHasBeenUpLongestComesLastWhateverTheWords(FxRobot robot) {
    size(robot, 1500, 700);
    Instant now = Instant.now();
    TunnelItem off = add("off", "", Protocol.TCP);
    List<TunnelItem> up =
        IntStream.of(9, 58, 61, 3_600, 90_000)
            .mapToObj(
                seconds -> {
                  TunnelItem tunnel = add("up " + seconds, "", Protocol.TCP);
                  robot.interact(
                      () -> {
                        tunnel.setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
                        tunnel.setSince(now.minus(Duration.ofSeconds(seconds)));
                      });
                  return tunnel;
                })
            .toList();
    TableView<TunnelItem> table = table(robot);
    robot.interact(
        () -> {
          TableColumn<TunnelItem, ?> column = column(table, "uptime");
          column.setSortType(TableColumn.SortType.ASCENDING);
          table.getSortOrder().add(column);
        });
    assertThat(table.getItems().getFirst()).isEqualTo(off);
    assertThat(table.getItems().subList(1, 6)).containsExactlyElementsOf(up);
    robot.interact(() -> column(table, "uptime").setSortType(TableColumn.SortType.DESCENDING));
    assertThat(table.getItems().subList(0, 5)).containsExactlyElementsOf(up.reversed());
  }

  @Test
  void theHeadCountsTheRows(FxRobot robot) {
    assertThat(robot.lookup("#empty").query().isVisible()).isTrue();
    assertThat(robot.lookup("0 of 0 on").tryQuery()).isPresent();
    List<TunnelItem> all =
        IntStream.range(0, 5).mapToObj(i -> add("Web " + i, "", Protocol.TCP)).toList();
    Hands.settle();
    assertThat(robot.lookup("#empty").query().isVisible()).isFalse();
    assertThat(robot.lookup("0 of 5 on").tryQuery()).isPresent();
    robot.interact(() -> all.forEach(inventory()::turnOn));
    robot.interact(() -> inventory().remove(all.getFirst()));
    Hands.settle();
    assertThat(table(robot).getItems()).hasSize(4);
    assertThat(robot.lookup("4 of 4 on").tryQuery()).isPresent();
    robot.interact(() -> inventory().remove(pump));
    Hands.settle();
    assertThat(robot.lookup("0 of 0 on").tryQuery()).isPresent();
    assertThat(robot.lookup("#empty").query().isVisible()).isTrue();
  }

  @Test
  void theFirstRowIsWhole(FxRobot robot) {
    List<TunnelItem> many =
        IntStream.range(0, 60).mapToObj(i -> add("Web " + i, "", Protocol.TCP)).toList();
    for (int[] size : new int[][] {{1280, 800}, {900, 560}, {800, 500}}) {
      size(robot, size[0], size[1]);
      Hands.click(row(robot, many.getFirst()));
      assertFirstIsWhole(robot, many.getFirst());
      robot.interact(
          () -> many.getFirst().setStatus(TunnelStatus.of(TunnelPhase.FAILED, "Why. ".repeat(60))));
      assertFirstIsWhole(robot, many.getFirst());
      robot.interact(() -> many.getFirst().setStatus(TunnelStatus.OFF));
      assertFirstIsWhole(robot, many.getFirst());
    }
  }

  private void assertFirstIsWhole(FxRobot robot, TunnelItem first) {
    Hands.settle();
    Bounds head = bounds(robot.lookup("#all-tunnels .column-header-background").query());
    TableRow<?> row = row(robot, first);
    Bounds whole = bounds(row);
    assertThat(whole.getMinY()).isGreaterThanOrEqualTo(head.getMaxY() - 1);
    for (String part : List.of(".table-cell", ".row-reason")) {
      assertThat(robot.from(row).lookup(part).<Node>queryAll())
          .isNotEmpty()
          .filteredOn(Node::isVisible)
          .map(TunnelTableTest::bounds)
          .allMatch(at -> at.getMinY() >= whole.getMinY() && at.getMaxY() <= whole.getMaxY());
    }
  }

  @Test
  void anAddressForOthersAndTheProtocolAreSeenInEveryWidth(FxRobot robot) {
    TunnelItem open = add("PLC", "192.168.100.200", Protocol.UDP);
    for (int width : new int[] {1280, 1000, 900, 800}) {
      size(robot, width, 560);
      TableRow<?> row = row(robot, open);
      assertWhole(width, row, "192.168.100.200:18200");
      assertThat(shown(row)).as("at %s", width).contains("LAN").anyMatch(s -> s.contains("/udp"));
    }
  }

  @Test
  void ratesRemoteAndConnectionsAreSeenDownTo900(FxRobot robot) {
    TunnelItem web = add("Web page", "127.0.0.1", Protocol.TCP);
    robot.interact(
        () -> {
          inventory().turnOn(web);
          web.setTraffic(new Traffic(2, 17, 48_200_000, 1_700_000, 1_240_000, 40_300, 0));
          web.setStatus(TunnelStatus.inUse(2));
        });
    for (int width : new int[] {1280, 1000, 900}) {
      size(robot, width, 560);
      TableRow<?> row = row(robot, web);
      assertWhole(width, row, "Web page");
      assertWhole(width, row, "127.0.0.1:18200");
      assertWhole(width, row, "→ localhost:80");
      assertWhole(width, row, "2 / 17");
      assertThat(String.join(" ", shown(row))).as("at %s", width).contains("1.2 MB/s", "40.3 kB/s");
    }
  }

  @Test
  void aProxyItsOwnAddressAndTheTimeLeftAreSeenInEveryWidth(FxRobot robot) {
    TunnelItem proxy =
        RunningConsole.onFx(
            () -> {
              TunnelItem made =
                  inventory()
                      .addTunnel(
                          pump,
                          new TunnelSettings(
                              "Plant network",
                              Forward.socks("127.183.214.199", 1080),
                              TunnelStart.AS_LEFT,
                              TimeLimit.HOUR));
              inventory().turnOn(made);
              inventory().limit(made, Instant.now().plus(Duration.ofMinutes(48)));
              made.setStatus(TunnelStatus.of(TunnelPhase.LISTENING));
              return made;
            });
    add("Web page", "", Protocol.TCP);
    for (int width : new int[] {1280, 900, 800}) {
      size(robot, width, 560);
      TableRow<?> row = row(robot, proxy);
      assertThat(shown(row)).as("at %s", width).contains("Plant network");
      assertWhole(width, row, "off in 48 min");
      assertWhole(width, row, "127.183.214.199:1080");
      assertWhole(width, row, "→ any target");
      Hands.interact(() -> Pictures.take(stage.getScene(), "tunnels-limit-" + width));
    }
    robot.interact(() -> inventory().turnOff(proxy));
    assertThat(shown(row(robot, proxy))).noneMatch(text -> text.startsWith("off in"));
  }

  @Test
  void theFormOfAProxyAsksForNoTarget(FxRobot robot) {
    size(robot, 900, 640);
    for (ThemeChoice theme : new ThemeChoice[] {ThemeChoice.LIGHT, ThemeChoice.DARK}) {
      robot.interact(
          () -> {
            staged.profile.preferences().set(Settings.THEME, theme);
            TunnelItem edited =
                inventory()
                    .addTunnel(
                        pump,
                        new TunnelSettings(
                            "", Forward.socks(inventory().ownAddress(pump), 1080), false));
            table(robot).getSelectionModel().select(edited);
            table(robot).requestFocus();
          });
      Hands.push(KeyCode.ENTER);
      Hands.settle();
      assertThat(robot.lookup("#remoteHost").query().isDisabled()).isTrue();
      assertThat(robot.lookup("#remotePort").query().isDisabled()).isTrue();
      assertThat(robot.lookup("#ownNote").queryAs(Label.class).getText()).contains("127.");
      Hands.interact(() -> Pictures.take(stage.getScene(), "tunnel-form-socks-" + theme));
      Hands.push(KeyCode.ESCAPE);
      Hands.settle();
    }
  }

  /** A text is there, and nothing of it is replaced by an ellipsis. */
  private static void assertWhole(int width, TableRow<?> row, String text) {
    assertThat(painted(row)).as("at %s", width).contains(text);
  }

  /** What is painted, with ellipses where something has no room. */
  private static List<String> painted(Node row) {
    return new FxRobot()
        .from(row).lookup(".text").queryAllAs(Text.class).stream().map(Text::getText).toList();
  }

  private static List<String> shown(Node row) {
    return new FxRobot()
        .from(row).lookup((Node node) -> node instanceof Labeled).<Labeled>queryAll().stream()
            .filter(Node::isVisible)
            .map(Labeled::getText)
            .filter(text -> text != null && !text.isEmpty())
            .toList();
  }

  private static Bounds bounds(Node node) {
    return RunningConsole.onFx(() -> node.localToScene(node.getLayoutBounds()));
  }

  private Inventory inventory() {
    return staged.profile.inventory();
  }

  private TunnelItem add(String name, String bind, Protocol protocol) {
    return RunningConsole.onFx(
        () ->
            inventory()
                .addTunnel(
                    pump,
                    new TunnelSettings(
                        name, new Forward(bind, 18_200, "localhost", 80, protocol), false)));
  }

  private void size(FxRobot robot, double width, double height) {
    robot.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Hands.settle();
  }

  @SuppressWarnings("unchecked")
  private static TableView<TunnelItem> table(FxRobot robot) {
    return robot.lookup("#all-tunnels").queryAs(TableView.class);
  }

  private static TableColumn<TunnelItem, ?> column(TableView<TunnelItem> table, String key) {
    return table.getColumns().stream()
        .filter(each -> each.getId().equals("tunnel-column-" + key))
        .findFirst()
        .orElseThrow();
  }

  private static TableRow<?> row(FxRobot robot, TunnelItem tunnel) {
    Hands.settle();
    return (TableRow<?>)
        robot
            .lookup("#all-tunnels .table-row-cell")
            .<TableRow<?>>match(row -> tunnel.equals(row.getItem()))
            .query();
  }
}

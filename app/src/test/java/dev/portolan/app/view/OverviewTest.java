package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.Traffic;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.scene.Node;
import javafx.scene.control.ButtonBase;
import javafx.scene.control.CheckMenuItem;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import javafx.scene.robot.Robot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Finding tunnels among those of all devices, and working with several of them. */
class OverviewTest extends StagedWindowTest {
  private final List<TunnelItem> tunnels = new ArrayList<>();
  private DeviceItem pump;
  private DeviceItem gate;

  @BeforeEach
  void open() {
    EdgeItem plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7", "water"));
    gate =
        RunningConsole.onFx(
            () ->
                staged.device(plant, "gate with a name that is rather long for a column", "north"));
    Hands.interact(
        () -> {
          for (int i = 1; i <= 12; i++) {
            tunnels.add(add(i % 2 == 0 ? pump : gate, "Web " + i, "", 18_000 + i, 80));
          }
          tunnels.add(add(gate, "PLC", "0.0.0.0", 15_020, 502));
          stage.setWidth(1280);
          stage.setHeight(800);
          window.show();
        });
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.O);
  }

  @Test
  void theFilterKnowsWordsTagsAndStates(FxRobot robot) {
    filter(robot, "web 18012");
    assertThat(titles()).containsExactly("Web 12");
    filter(robot, "#water");
    assertThat(titles()).hasSize(6).contains("Web 2").doesNotContain("Web 1", "PLC");
    filter(robot, "#north :502");
    assertThat(titles()).containsExactly("PLC");
    filter(robot, "plant gate web");
    assertThat(titles()).hasSize(6);
    assertThat(robot.lookup("0 of 13 on  ·  6 shown").tryQuery()).isPresent();
    filter(robot, "nothing like it");
    assertThat(robot.lookup("No tunnel matches. Press Esc in the filter to see all.").tryQuery())
        .isPresent();
    Hands.interact(() -> robot.lookup("#tunnelFilter").query().requestFocus());
    Hands.push(KeyCode.ESCAPE);
    assertThat(titles()).hasSize(13);
  }

  @Test
  void statesAreFollowedButNothingMovesUnderThePointer(FxRobot robot) {
    filter(robot, "is:open");
    assertThat(titles()).isEmpty();
    turnOn(3);
    turnOn(5);
    away();
    awaitTitles("Web 4", "Web 6");
    sortByName(TableColumn.SortType.DESCENDING);
    assertThat(titles()).containsExactly("Web 6", "Web 4");

    Hands.click(table().lookup(".table-row-cell"));
    Hands.interact(
        () -> {
          staged.profile.inventory().turnOff(tunnels.get(5));
          tunnels.get(3).setSettings(tunnels.get(3).settings().withForward(forward("", 1, 2)));
        });
    tick();
    assertThat(titles()).as("while the pointer is on them").containsExactly("Web 6", "Web 4");
    away();
    awaitTitles("Web 4");
  }

  @Test
  void rowsAreSortedAgainByWhatHasChanged() {
    sortBy("down", TableColumn.SortType.DESCENDING);
    Hands.interact(
        () -> {
          tunnels.get(4).setTraffic(new Traffic(0, 0, 0, 0, 9_000, 0, 0));
          tunnels.get(7).setTraffic(new Traffic(0, 0, 0, 0, 5_000, 0, 0));
        });
    away();
    awaitFirst("Web 5", "Web 8");
    Hands.interact(() -> tunnels.get(7).setTraffic(new Traffic(0, 0, 0, 0, 10_000, 0, 0)));
    awaitFirst("Web 8", "Web 5");
  }

  @Test
  void namesAreInNaturalOrder() {
    sortByName(TableColumn.SortType.ASCENDING);
    assertThat(titles())
        .containsSubsequence("PLC", "Web 1", "Web 2", "Web 9", "Web 10", "Web 11", "Web 12");
  }

  @Test
  void severalAreSwitchedCopiedAndRemovedWithOneUndo() {
    select(0, 1, 12);
    Hands.push(KeyCode.SPACE);
    assertThat(RunningConsole.onFx(() -> tunnels.stream().filter(TunnelItem::isWanted).toList()))
        .as("but for the one that others can reach")
        .containsExactly(tunnels.get(0), tunnels.get(1));
    select(0, 1);
    Hands.push(KeyCode.SPACE);
    assertThat(RunningConsole.onFx(() -> tunnels.stream().noneMatch(TunnelItem::isWanted)))
        .isTrue();

    select(0, 1);
    Hands.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(RunningConsole.onFx(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo("127.0.0.1:18002\n127.0.0.1:18001");

    select(0, 1, 2);
    Hands.push(KeyCode.DELETE);
    assertThat(titles()).hasSize(10).doesNotContain("Web 1", "Web 2", "Web 3");
    Hands.interact(() -> ((ButtonBase) stage.getScene().lookup("#undo")).fire());
    assertThat(titles()).hasSize(13).startsWith("Web 2", "Web 4");
    assertThat(RunningConsole.onFx(() -> List.copyOf(pump.tunnels())))
        .as("in its place")
        .startsWith(tunnels.get(1));
  }

  @Test
  void columnsAreChosenAndRemembered(FxRobot robot) {
    assertThat(isShown("latency")).isFalse();
    Hands.interact(() -> pump.setRoundTrip(new RoundTrip(Duration.ofMillis(43), Instant.now())));
    choose(robot, "latency");
    choose(robot, "error");
    assertThat(isShown("latency")).isTrue();
    assertThat(isShown("error")).isFalse();
    assertThat(robot.lookup("43 ms").queryAll()).isNotEmpty();
    sortBy("latency", TableColumn.SortType.ASCENDING);
    assertThat(titles().getFirst()).isEqualTo("Web 2");
    assertThat(staged.profile.window().columns().shown())
        .containsEntry("all.tunnel-column-latency", true)
        .containsEntry("all.tunnel-column-error", false);
  }

  @Test
  void detailsUnfoldAndFoldByKeys(FxRobot robot) {
    select(1);
    Hands.push(KeyCode.RIGHT);
    assertThat(robot.lookup("#unfold").queryAs(ToggleButton.class).isSelected()).isTrue();
    assertThat(robot.lookup("#connections").query().isVisible()).isTrue();
    Hands.push(KeyCode.LEFT);
    assertThat(robot.lookup("#connections").tryQuery().map(node -> shown(node))).contains(false);
  }

  @Test
  void pictures(FxRobot robot) {
    Hands.interact(
        () -> {
          Instant now = Instant.now();
          pump.setRoundTrip(new RoundTrip(Duration.ofMillis(43), now));
          TunnelItem web = tunnels.get(1);
          staged.profile.inventory().turnOn(web);
          web.setSince(now.minusSeconds(4_000));
          web.setStatus(TunnelStatus.inUse(1));
          web.setTraffic(new Traffic(1, 17, 48_200_000, 1_700_000, 1_240_000, 40_300, 0));
          ConnectionItem open = new ConnectionItem("127.0.0.1:51234", now.minusSeconds(60));
          open.setBytes(48_200_000, 1_700_000);
          web.setConnections(List.of(open));
          TunnelItem plc = tunnels.getLast();
          plc.setStatus(TunnelStatus.of(TunnelPhase.FAILED, "Port 15020 needs rights. ".repeat(4)));
          plc.setLastError("Nothing accepts connections at localhost:502.");
        });
    choose(robot, "latency");
    select(1);
    Hands.push(KeyCode.RIGHT);
    picture("overview-light");
    filter(robot, "#water is:open");
    away();
    picture("overview-filtered");
    Hands.interact(() -> staged.profile.preferences().set(Settings.THEME, ThemeChoice.DARK));
    filter(robot, "");
    select(1, 2, 3);
    picture("overview-dark");
    Hands.interact(
        () -> {
          stage.setWidth(800);
          stage.setHeight(500);
        });
    picture("overview-dark-small");
    assertThat(titles()).hasSize(13);
  }

  private static boolean shown(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private TunnelItem add(DeviceItem device, String name, String bind, int local, int remote) {
    return staged
        .profile
        .inventory()
        .addTunnel(device, new TunnelSettings(name, forward(bind, local, remote), false));
  }

  private static Forward forward(String bind, int local, int remote) {
    return new Forward(bind, local, "localhost", remote, Protocol.TCP);
  }

  private void turnOn(int index) {
    Hands.interact(() -> staged.profile.inventory().turnOn(tunnels.get(index)));
  }

  private static void filter(FxRobot robot, String text) {
    Hands.interact(() -> robot.lookup("#tunnelFilter").queryAs(TextField.class).setText(text));
  }

  private void choose(FxRobot robot, String column) {
    Hands.interact(
        () -> {
          MenuButton columns = robot.lookup("#columns").queryAs(MenuButton.class);
          columns.show();
          columns.getItems().stream()
              .map(CheckMenuItem.class::cast)
              .filter(item -> ("show-tunnel-column-" + column).equals(item.getId()))
              .findFirst()
              .orElseThrow()
              .fire();
          columns.hide();
        });
  }

  private void sortByName(TableColumn.SortType direction) {
    sortBy("name", direction);
  }

  private void sortBy(String name, TableColumn.SortType direction) {
    Hands.interact(
        () -> {
          TableColumn<TunnelItem, ?> column = column(name);
          column.setSortType(direction);
          table().getSortOrder().setAll(List.of(column));
        });
  }

  private boolean isShown(String column) {
    return RunningConsole.onFx(() -> column(column).isVisible());
  }

  private TableColumn<TunnelItem, ?> column(String name) {
    return table().getColumns().stream()
        .filter(column -> ("tunnel-column-" + name).equals(column.getId()))
        .findFirst()
        .orElseThrow();
  }

  private void select(int... rows) {
    Hands.interact(
        () -> {
          table().requestFocus();
          table().getSelectionModel().clearSelection();
          for (int row : rows) {
            table().getSelectionModel().select(tunnels.get(row));
          }
        });
  }

  /** Moves the pointer away from the table. */
  private void away() {
    Hands.interact(() -> new Robot().mouseMove(stage.getX() + 40, stage.getY() + 400));
  }

  /** Lets a second pass on the clock of the page. */
  private void tick() {
    Instant before = RunningConsole.onFx(() -> staged.now());
    awaitUntil("the clock goes on", () -> staged.now().isAfter(before));
  }

  private static void awaitUntil(String what, Callable<Boolean> condition) {
    try {
      WaitForAsyncUtils.waitFor(30, TimeUnit.SECONDS, () -> RunningConsole.onFx(condition));
    } catch (TimeoutException late) {
      throw new AssertionError(what, late);
    }
  }

  private void awaitTitles(String... expected) {
    awaitUntil("rows " + List.of(expected), () -> titlesNow().equals(List.of(expected)));
  }

  private void awaitFirst(String... expected) {
    awaitUntil(
        "first " + List.of(expected),
        () -> titlesNow().subList(0, expected.length).equals(List.of(expected)));
  }

  private List<String> titles() {
    return RunningConsole.onFx(this::titlesNow);
  }

  private List<String> titlesNow() {
    return table().getItems().stream().map(TunnelItem::title).toList();
  }

  @SuppressWarnings("unchecked")
  private TableView<TunnelItem> table() {
    return (TableView<TunnelItem>) stage.getScene().lookup("#all-tunnels");
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }
}

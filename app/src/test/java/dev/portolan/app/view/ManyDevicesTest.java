package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.view.sidebar.SidebarRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.event.ActionEvent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Finding and arranging devices where there are many. */
class ManyDevicesTest extends StagedWindowTest {
  private final List<DeviceItem> devices = new ArrayList<>();

  @BeforeEach
  void listDevices() {
    Hands.interact(
        () -> {
          EdgeItem plant = staged.edge("Plant A");
          for (int i = 1; i <= 24; i++) {
            DeviceItem device = staged.device(plant, "pump-" + i, i % 2 == 0 ? "water" : "oil");
            if (i <= 12) {
              String line = i % 3 == 0 ? "Line 2, the one behind the boiler house" : "Line 1";
              device.setSettings(device.settings().withGroup(List.of("Hall 3", line)));
            }
            device.setPresence(
                i % 4 == 0 ? new DevicePresence.Offline(Instant.now()) : DevicePresence.ONLINE);
            devices.add(device);
          }
          staged.device(staged.edge("Harbour"), "a device with a name that is much too long here");
          stage.setWidth(1180);
          stage.setHeight(760);
          window.show();
        });
    Hands.settle();
  }

  @Test
  void favouritesAreMadeByMenuAndOnThePage(FxRobot robot) {
    choose(robot, "pump-13");
    menu("Add to favourites");
    assertThat(rows()).startsWith("Favourites", "pump-13", "Recent", "pump-13", "Plant A");
    Hands.click(robot.lookup("#favourite").queryAs(ToggleButton.class));
    assertThat(devices.get(12).settings().favourite()).isFalse();
    assertThat(rows()).startsWith("Recent", "pump-13", "Plant A");
  }

  @Test
  void severalAreSelectedAndPutIntoAGroup(FxRobot robot) {
    Hands.interact(
        () -> {
          tree().getSelectionModel().clearSelection();
          selectRows("pump-13", "pump-14", "pump-15");
        });
    menu("Group and tags …");
    Hands.interact(
        () -> {
          robot.lookup("#deviceGroup").<ComboBox<?>>query().getEditor().setText("Hall 4");
          robot.lookup("#addedTags").queryAs(TextField.class).setText("new");
        });
    picture("many-labels");
    Hands.click(robot.lookup("#dialog-confirm").query());
    assertThat(devices.subList(12, 15))
        .allSatisfy(
            device -> {
              assertThat(device.settings().group()).containsExactly("Hall 4");
              assertThat(device.settings().tags()).contains("new");
            });
    assertThat(rows()).containsSubsequence("Hall 4", "pump-13", "pump-14", "pump-15", "pump-16");
    assertThat(selectedRows()).containsExactly("pump-13", "pump-14", "pump-15");
  }

  @Test
  void severalAreRemovedAndComeBack() {
    Hands.interact(
        () -> {
          tree().getSelectionModel().clearSelection();
          selectRows("pump-13", "pump-14");
          tree().requestFocus();
        });
    Hands.push(KeyCode.DELETE);
    assertThat(rows()).doesNotContain("pump-13", "pump-14");
    Hands.interact(() -> clickable("Undo").fireEvent(new ActionEvent()));
    assertThat(rows()).containsSubsequence("pump-13", "pump-14", "pump-15");
  }

  @Test
  void theFilterNarrowsByStateAndTag(FxRobot robot) {
    MenuButton narrow = robot.lookup("#narrow").queryAs(MenuButton.class);
    fire(narrow, "Offline");
    fire(narrow, "#oil");
    assertThat(filter(robot).getText().strip()).isEqualTo("is:offline #oil");
    assertThat(rows()).isEmpty();
    fire(narrow, "#oil");
    assertThat(rows()).contains("Plant A", "Hall 3", "pump-4", "pump-24").doesNotContain("pump-5");
    picture("many-narrowed");
    Hands.interact(() -> devices.get(3).setPresence(DevicePresence.ONLINE));
    assertThat(rows()).doesNotContain("pump-4");
  }

  @Test
  void collapsedGroupsStaySoButNotWhileFiltering(FxRobot robot) {
    Hands.interact(() -> item("Hall 3").setExpanded(false));
    assertThat(rows()).contains("Hall 3").doesNotContain("Line 1", "pump-1");
    Hands.interact(() -> filter(robot).setText("pump-1"));
    assertThat(rows()).contains("Hall 3", "Line 1", "pump-1");
    Hands.interact(() -> filter(robot).clear());
    assertThat(rows()).contains("Hall 3").doesNotContain("Line 1", "pump-1");
    assertThat(staged.profile.window().sidebar().collapsed()).hasSize(1);
  }

  @Test
  void aDeviceIsDuplicatedWithItsTunnels(FxRobot robot) {
    Hands.interact(
        () ->
            staged
                .profile
                .inventory()
                .addTunnel(
                    devices.get(12),
                    new TunnelSettings(
                        "Web", new Forward("", 8080, "localhost", 80, Protocol.TCP), false)));
    choose(robot, "pump-13");
    menu("Duplicate …");
    Hands.interact(() -> robot.lookup("#devicePath").queryAs(TextField.class).setText("copy"));
    picture("many-duplicate");
    Hands.click(robot.lookup("#dialog-confirm").query());
    DeviceItem copy = devices.getFirst().edge().devices().getLast();
    assertThat(copy.settings().tags()).containsExactly("oil");
    assertThat(copy.tunnels()).singleElement().matches(one -> one.forward().localPort() == 0);
  }

  @Test
  void pictures(FxRobot robot) {
    Hands.interact(
        () -> {
          for (int i : List.of(1, 5, 14)) {
            DeviceItem device = devices.get(i);
            device.setSettings(device.settings().withFavourite(true));
          }
          DeviceItem pump = devices.get(4);
          DeviceSettings old = pump.settings();
          pump.setSettings(
              new DeviceSettings(
                  old.name(),
                  old.path(),
                  old.group(),
                  true,
                  List.of("water", "north side"),
                  "Ask the porter for the key. " + "The cabinet is behind the boiler. ".repeat(4)));
          pump.setStatus(LinkStatus.up(Instant.now()));
          pump.setRoundTrip(new RoundTrip(Duration.ofMillis(43), Instant.now()));
        });
    choose(robot, "pump-13");
    choose(robot, "pump-5");
    Labeled way = robot.lookup("#way").query();
    assertThat(way.getText()).startsWith("via Plant A  ·  43 ms  ·  connected for ");
    assertThat(way.getTooltip().getText()).startsWith("43 ms from this computer through the edge");
    picture("many-light");
    Hands.interact(() -> staged.profile.preferences().set(Settings.THEME, ThemeChoice.DARK));
    picture("many-dark");
    Hands.interact(
        () -> {
          stage.setWidth(900);
          stage.setHeight(560);
        });
    picture("many-dark-small");
    Hands.interact(() -> robot.lookup("#narrow").queryAs(MenuButton.class).show());
    Hands.settle();
    Hands.interact(
        () ->
            Pictures.take(
                Window.getWindows().stream()
                    .filter(ContextMenu.class::isInstance)
                    .findFirst()
                    .orElseThrow()
                    .getScene(),
                "many-dark-menu"));
    assertThat(rows()).startsWith("Favourites");
  }

  private void choose(FxRobot robot, String name) {
    Hands.interact(
        () -> {
          tree().getSelectionModel().clearSelection();
          selectRows(name);
          tree().scrollTo(tree().getSelectionModel().getSelectedIndex());
          tree().requestFocus();
        });
    Hands.push(KeyCode.ENTER);
    assertThat(robot.lookup("#deviceTitle").<Labeled>query().getText()).isEqualTo(name);
    Hands.interact(() -> tree().requestFocus());
  }

  /** Selects the last rows with these names, which are those below the edge. */
  private void selectRows(String... names) {
    for (String name : names) {
      tree().getSelectionModel().select(SidebarRows.names(tree()).lastIndexOf(name));
    }
  }

  private List<String> selectedRows() {
    return RunningConsole.onFx(
        () ->
            tree().getSelectionModel().getSelectedIndices().stream()
                .map(SidebarRows.names(tree())::get)
                .toList());
  }

  private List<String> rows() {
    return RunningConsole.onFx(() -> SidebarRows.names(tree()));
  }

  private TreeItem<?> item(String name) {
    return tree().getTreeItem(SidebarRows.names(tree()).indexOf(name));
  }

  private TreeView<?> tree() {
    return (TreeView<?>) stage.getScene().lookup("#tree");
  }

  private static TextField filter(FxRobot robot) {
    return robot.lookup("#deviceFilter").queryAs(TextField.class);
  }

  /** Chooses an entry of the tree's context menu. */
  private void menu(String text) {
    Hands.interact(
        () ->
            tree()
                .fireEvent(
                    new ContextMenuEvent(
                        ContextMenuEvent.CONTEXT_MENU_REQUESTED, 5, 5, 5, 5, false, null)));
    Hands.interact(
        () -> {
          ContextMenu menu =
              Window.getWindows().stream()
                  .filter(ContextMenu.class::isInstance)
                  .map(ContextMenu.class::cast)
                  .findFirst()
                  .orElseThrow();
          fire(menu.getItems(), text);
          menu.hide();
        });
  }

  private static void fire(MenuButton button, String text) {
    Hands.interact(
        () -> {
          button.show();
          fire(button.getItems(), text);
          button.hide();
        });
  }

  private static void fire(List<MenuItem> items, String text) {
    items.stream()
        .filter(item -> text.equals(item.getText()))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + text + " in " + items))
        .fire();
  }

  private Labeled clickable(String text) {
    return stage.getScene().getRoot().lookupAll(".button").stream()
        .map(Labeled.class::cast)
        .filter(button -> text.equals(button.getText()))
        .findFirst()
        .orElseThrow();
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }
}

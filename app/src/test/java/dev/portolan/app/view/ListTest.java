package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.scene.control.MenuButton;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** Lists go to files and come from files, and nothing is added without a question. */
class ListTest extends StagedWindowTest {
  private static final String LIST =
      """
      {"format": "portolan-list", "version": 1, "edges": [
        {"name": "Plant A", "url": "https://edge.example.com/", "trust": {"kind": "system"},
         "devices": [
           {"name": "pump-7", "path": "0a1b2c", "tunnels": [
             {"name": "Web", "localPort": 8080, "remoteHost": "localhost", "remotePort": 80,
              "protocol": "tcp"},
             {"name": "Names", "bind": "0.0.0.0", "localPort": 5300, "remoteHost": "10.0.0.1",
              "remotePort": 53, "protocol": "udp"}]},
           {"name": "pump-8", "path": "3d4e5f", "group": ["Hall 1", "Line 2"], "tags": ["water"]}]},
        {"name": "NAME", "url": "https://HOST", "devices": [{"name": "Kiosk", "path": "/kiosk"}],
         "trust": {"kind": "pin", "sha256": "sha256:PIN", "description": "CN=edge.example.org"}}]}
      """;

  private EdgeItem plant;
  private DeviceItem pump;

  @BeforeEach
  void open() {
    plant = RunningConsole.onFx(() -> staged.edge("My plant"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "my pump"));
    RunningConsole.onFx(
        () -> {
          window.show();
          return true;
        });
  }

  private Path list() throws Exception {
    return list("Plant B", "edge.example.org");
  }

  private Path list(String name, String host) throws Exception {
    return Files.writeString(
        folder.resolve("plant ü.portolan"),
        LIST.replace("NAME", name).replace("HOST", host).replace("PIN", "ab".repeat(32)));
  }

  @Test
  void whatAFileListsIsAddedOnceThePersonSaysSo(FxRobot robot) throws Exception {
    follow(robot, list());
    assertThat(question(robot)).contains("plant ü.portolan", "1 edge, 2 devices, 2 tunnels");
    assertThat(robot.lookup("#list-rows").queryListView().getItems().size()).isEqualTo(7);
    assertThat(robot.lookup("#list-rows").lookup(".second-line").queryAllAs(Labeled.class))
        .extracting(Labeled::getText)
        .contains("3d4e5f   Hall 1 / Line 2   #water");
    assertThat(robot.lookup("#list-lan").queryLabeled().getText()).startsWith("One tunnel");
    assertThat(robot.lookup("#list-strangers").tryQuery()).isPresent();
    assertThat(devices()).isEqualTo(1);
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(devices()).isEqualTo(3);
    assertThat(plant.name()).isEqualTo("My plant");
    assertThat(pump.name()).isEqualTo("my pump");
    assertThat(pump.tunnels()).hasSize(2).noneMatch(tunnel -> tunnel.isWanted());

    follow(robot, list());
    told(robot, "All that “plant ü.portolan” lists is in your list already.");
  }

  @Test
  void aRefusedFileAddsNothing(FxRobot robot) throws Exception {
    follow(robot, list());
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
    assertThat(devices()).isEqualTo(1);
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
  }

  @Test
  void whatWasAddedCanBeTakenBack(FxRobot robot) throws Exception {
    follow(robot, list());
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(devices()).isEqualTo(3);
    Hands.click(robot.lookup("Undo").query());
    Hands.settle();
    assertThat(devices()).isEqualTo(1);
    assertThat(pump.tunnels()).isEmpty();
  }

  @Test
  void aListWithoutEdgesIsPutBehindTheEdgeThatIsChosen(FxRobot robot) throws Exception {
    EdgeItem harbour = RunningConsole.onFx(() -> staged.edge("Harbour"));
    harbourIsAt("https://harbour.example.com", harbour);
    Path file =
        Files.writeString(
            folder.resolve("connections.portolan"),
            "[{\"device_id\": \"0a1b\", \"targets\": [\"8080:localhost:80\"]}]");
    robot.interact(() -> window.follow(file.toString()));
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> robot.lookup("#chosenEdge").tryQuery().isPresent());
    Hands.interact(() -> robot.lookup("#chosenEdge").<EdgeItem>queryComboBox().setValue(harbour));
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), "list-edge"));
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    awaitQuestion(robot);
    assertThat(question(robot)).contains("1 device, 1 tunnel");
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(harbour.devices())
        .singleElement()
        .satisfies(device -> assertThat(device.tunnels()).hasSize(1));
  }

  /** Edges are told apart by their addresses. */
  private static void harbourIsAt(String url, EdgeItem harbour) {
    Hands.interact(
        () ->
            harbour.setSettings(
                new EdgeSettings(
                    harbour.name(), url, new TrustChoice.SystemAuthorities(), "", "")));
  }

  @Test
  void manyFilesAreOneQuestion(FxRobot robot) throws Exception {
    Path list = list();
    robot.interact(
        () -> {
          for (int i = 0; i < 20; i++) {
            window.follow(list.toString());
          }
        });
    awaitQuestion(robot);
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
    assertThat(robot.lookup("#dialogs").query().isVisible()).isFalse();
  }

  @Test
  void whatIsNoListIsToldInASentence(FxRobot robot) throws Exception {
    Path file = Files.writeString(folder.resolve("bad.portolan"), "{\"token\": \"secret\"}");
    robot.interact(() -> window.follow(file.toString()));
    told(
        robot,
        "“bad.portolan” cannot be used as a list: it is not a list of Portolan's, qbee-cli's or qbee-connect's.");
    robot.interact(() -> window.follow(folder.resolve("none.portolan").toString()));
    told(robot, "“none.portolan” cannot be used as a list: it is not there.");
    robot.interact(() -> window.follow("\0.portolan"));
    told(robot, "“\uFFFD.portolan” cannot be used as a list: no file can have this name.");
  }

  @Test
  void theMenuWritesAListAndReadsIt(FxRobot robot) throws Exception {
    RunningConsole.onFx(
        () ->
            staged
                .profile
                .inventory()
                .addTunnel(
                    pump,
                    new TunnelSettings(
                        "Web", new Forward("", 8080, "localhost", 80, Protocol.TCP), true)));
    staged.listFiles.chosen = Optional.of(folder.resolve("mine"));
    choose(robot, "#exportList");
    told(robot, "The list is in “mine.portolan”, without tokens, keys and notes.");
    assertThat(Files.readString(folder.resolve("mine.portolan"))).contains("my pump", "8080");

    // The ending was added, so that nobody has been asked about the file that is there.
    choose(robot, "#exportList");
    awaitQuestion(robot);
    assertThat(question(robot)).isEqualTo("“mine.portolan” is there already.");
    Hands.push(KeyCode.ESCAPE);

    RunningConsole.onFx(() -> staged.profile.inventory().remove(plant));
    staged.listFiles.chosen = Optional.of(folder.resolve("mine.portolan"));
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    Hands.settle();
    robot.write("import");
    Hands.push(KeyCode.ENTER);
    awaitQuestion(robot);
    Hands.push(KeyCode.CONTROL, KeyCode.ENTER);
    Hands.settle();
    assertThat(devices()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void looks(ThemeChoice theme, FxRobot robot) throws Exception {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-list";
    robot.interact(() -> staged.profile.preferences().set(Settings.THEME, theme));
    follow(robot, list());
    robot.interact(() -> Pictures.take(stage.getScene(), prefix));
    Hands.push(KeyCode.ESCAPE);
    follow(robot, list("A long name ".repeat(20), "a".repeat(60) + ".example.com".repeat(9)));
    robot.interact(
        () -> {
          stage.setWidth(640);
          stage.setHeight(440);
        });
    Hands.settle();
    robot.interact(() -> Pictures.take(stage.getScene(), prefix + "-small"));
    Hands.push(KeyCode.ESCAPE);
  }

  /** Chooses from the menu behind the plus sign. */
  private static void choose(FxRobot robot, String item) {
    MenuButton add = robot.lookup("#add").queryAs(MenuButton.class);
    robot.interact(add::show);
    robot.interact(
        () ->
            add.getItems().stream()
                .filter(each -> item.equals("#" + each.getId()))
                .findFirst()
                .orElseThrow()
                .fire());
    robot.interact(add::hide);
  }

  private long devices() {
    return RunningConsole.onFx(() -> staged.profile.inventory().devices().count());
  }

  private void follow(FxRobot robot, Path file) throws Exception {
    robot.interact(() -> window.follow(file.toString()));
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () ->
            robot.lookup("#list-rows").tryQuery().isPresent()
                || robot.lookup(".toast").tryQuery().isPresent());
    Hands.settle();
  }

  private static void awaitQuestion(FxRobot robot) throws Exception {
    WaitForAsyncUtils.waitFor(
        10,
        TimeUnit.SECONDS,
        () -> robot.lookup("#dialogs .dialog-content").tryQuery().isPresent());
    Hands.settle();
  }

  private static void told(FxRobot robot, String sentence) throws Exception {
    WaitForAsyncUtils.waitFor(
        10, TimeUnit.SECONDS, () -> robot.lookup(sentence).tryQuery().isPresent());
  }

  private static String question(FxRobot robot) {
    return robot.lookup("#dialogs .dialog-content > .label").queryLabeled().getText();
  }
}

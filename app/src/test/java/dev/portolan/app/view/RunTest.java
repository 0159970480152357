package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.ProfileStore;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.FxThread;
import dev.portolan.device.ShellSettings;
import dev.portolan.edge.DeviceId;
import dev.portolan.edge.EdgeFixture;
import dev.portolan.transport.tls.ClientIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.TreeView;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** One command on real devices, from the keyboard. */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(ApplicationExtension.class)
class RunTest {
  private static final String DARK = "dark";
  private static final String LONG_NAME =
      "pump 3 in the cellar of the old boiler house, behind the second door";

  @TempDir Path folder;
  private Stage stage;
  private EdgeFixture edge;
  private RunningConsole console;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot, TestInfo test) throws Exception {
    edge = EdgeFixture.startEdgeOnly(config -> config);
    Path data = folder.resolve("data");
    Background background = new Background();
    ProfileStore profile = ProfileStore.open(data, background, new FxThread());
    RunningConsole.onFx(
            () -> {
              list(profile);
              if (test.getTags().contains(DARK)) {
                profile.preferences().set(Settings.THEME, ThemeChoice.DARK);
              }
              return profile.close();
            })
        .get(30, TimeUnit.SECONDS);
    background.close();
    console = new RunningConsole(robot, stage, data);
    Hands.interact(
        () -> {
          stage.setWidth(1180);
          stage.setHeight(760);
        });
  }

  private void list(ProfileStore profile) throws Exception {
    EdgeItem plant =
        profile
            .inventory()
            .addEdge(
                EdgeKind.REMOTE,
                new EdgeSettings(
                    "Plant A",
                    edge.url("/").toString(),
                    new TrustChoice.AuthorityFile(edge.authorityFile(folder).toString()),
                    "",
                    ""));
    for (int i = 1; i <= 4; i++) {
      ClientIdentity identity = edge.newIdentity("pump-" + i);
      Path home = home(i);
      if (i < 4) {
        EdgeFixture.await(
            edge.addDevice(
                    identity,
                    config ->
                        config.withShells(
                            () -> new ShellSettings(null, List.of(), home, ShellSettings.MOST)))
                .ready());
      }
      profile
          .inventory()
          .addDevice(
              plant,
              new DeviceSettings(
                  i == 3 ? LONG_NAME : "pump " + i,
                  DeviceId.of(identity.certificate()),
                  List.of(i < 4 ? "water" : "oil"),
                  ""));
    }
  }

  private Path home(int number) throws IOException {
    Path home = Files.createDirectories(folder.resolve("home-" + number));
    Files.writeString(
        home.resolve("version"),
        "model 7\nversion " + (number == 2 ? "2.0" : "1.9") + "\nserial none\n");
    return home;
  }

  @AfterEach
  void close() {
    console.close();
    edge.close();
  }

  @Test
  void aCommandIsRunOnThreeDevicesFromTheKeyboardAlone(FxRobot robot) {
    runAndCompare(robot);
    console.picture("run-4-compared");
    ManualPictures.take(stage.getScene(), ThemeChoice.LIGHT, "run");

    Hands.interact(() -> fix(2));
    Hands.interact(() -> button(robot, "#run-again").getItems().getFirst().fire());
    console.await("all are the same", () -> summary(robot).equals("3 same"));
  }

  @Test
  @Tag(DARK)
  void theAnswersInTheDark(FxRobot robot) {
    runAndCompare(robot);
    ManualPictures.take(stage.getScene(), ThemeChoice.DARK, "run");
  }

  private void runAndCompare(FxRobot robot) {
    logIn();
    palette("run all #water");
    console.awaitVisible("#run-command");
    type("cat version");
    console.picture("run-1-chosen");
    assertThat(summary(robot)).isEqualTo("3 devices chosen");
    Hands.push(KeyCode.ENTER);
    console.awaitText("Run on 3 devices?");
    console.awaitText("Plant A (3 devices)");
    console.picture("run-2-asked");
    Hands.push(KeyCode.ENTER);
    console.await("all have answered", () -> summary(robot).equals("2 same \u00b7 1 differs"));
    assertThat(output(robot)).isEqualTo("model 7\nversion 1.9\nserial none");
    console.picture("run-3-answers");

    Hands.interact(() -> button(robot, "#run-compare").getItems().getFirst().fire());
    console.await("the comparison", () -> output(robot).contains("version 2.0"));
    assertThat(output(robot)).isEqualTo("model 7\nversion 2.0\nversion 1.9\nserial none");
  }

  @Test
  void oneDeviceIsNotAskedAboutAndAnOfflineOneIsToldOrWaitedFor(FxRobot robot) {
    logIn();
    palette("run a command on all plant");
    console.awaitVisible("#run-command");
    console.fill("#run-command", "sh -c 'echo oh dear; exit 3'");
    Hands.push(KeyCode.ENTER);
    console.awaitText("Run on 4 devices?");
    Hands.push(KeyCode.ENTER);
    console.await("all have answered", () -> summary(robot).equals("4 failed"));

    console.picture("run-5-failed");
    palette("run a command on pump 1");
    console.fill("#run-command", "echo hello");
    Hands.push(KeyCode.ENTER);
    console.await("the answer", () -> summary(robot).equals("1 same"));
    assertThat(output(robot)).isEqualTo("hello");
    Hands.interact(
        () -> {
          stage.setWidth(760);
          stage.setHeight(520);
        });
    console.picture("run-6-small");
  }

  @Test
  @Tag(DARK)
  void aRunningCommandIsSeenAndCancelled(FxRobot robot) {
    logIn();
    palette("run a command on pump 1");
    console.fill("#run-command", "echo begun; sleep 60");
    Hands.push(KeyCode.ENTER);
    console.await("it runs", () -> summary(robot).equals("1 running"));
    Hands.interact(
        () -> {
          TreeView<?> tree = robot.lookup("#run-devices").queryAs(TreeView.class);
          tree.getRoot().getChildren().getFirst().setExpanded(true);
          tree.getSelectionModel().clearAndSelect(1);
        });
    console.await("its output", () -> output(robot).equals("begun"));
    console.picture("run-7-running");
    console.click("#run-cancel");
    console.await("it is cancelled", () -> summary(robot).equals("1 failed"));
    console.await("nothing is left", () -> !console.isVisible("#run-cancel"));
    edge.awaitIdle();
  }

  private void logIn() {
    palette("pump 1");
    console.awaitVisible("#promptToken");
    console.fill("#promptToken", EdgeFixture.TOKEN);
    Hands.push(KeyCode.ENTER);
    console.awaitText("Connected");
  }

  private void palette(String words) {
    Hands.interact(() -> stage.getScene().lookup("#tree").requestFocus());
    Hands.push(KeyCode.CONTROL, KeyCode.K);
    console.awaitVisible("#palette-query");
    console.fill("#palette-query", words);
    Hands.push(KeyCode.ENTER);
  }

  private void type(String text) {
    Hands.interact(() -> Typing.type(stage.getScene(), text));
  }

  private void fix(int number) {
    try {
      Files.copy(
          folder.resolve("home-1/version"),
          folder.resolve("home-" + number + "/version"),
          java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static MenuButton button(FxRobot robot, String query) {
    return robot.lookup(query).queryAs(MenuButton.class);
  }

  private static String summary(FxRobot robot) {
    return robot.lookup("#run-summary").queryAll().stream()
        .map(Labeled.class::cast)
        .filter(label -> label.getScene() != null && isShown(label))
        .map(Labeled::getText)
        .findFirst()
        .orElse("");
  }

  private static boolean isShown(javafx.scene.Node node) {
    for (javafx.scene.Node at = node; at != null; at = at.getParent()) {
      if (!at.isVisible()) {
        return false;
      }
    }
    return true;
  }

  private static String output(FxRobot robot) {
    return robot.lookup("#run-output").queryAll().stream()
        .filter(RunTest::isShown)
        .map(list -> ((ListView<?>) list).getItems())
        .findFirst()
        .orElseThrow()
        .stream()
        .map(line -> ((dev.portolan.app.fleet.LineDiff.Line) line).text())
        .collect(Collectors.joining("\n"));
  }
}

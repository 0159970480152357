package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.OpenTab;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.view.frame.ConsoleWindow;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.Region;
import javafx.scene.text.Text;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A window that opens on what an earlier session has left. */
@ExtendWith(ApplicationExtension.class)
class RestartTest {
  @TempDir Path folder;
  private Stage stage;
  private StagedServices staged;
  private @Nullable ConsoleWindow window;
  private EdgeItem plant;
  private EdgeItem harbour;
  private DeviceItem pump;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void left() {
    staged = new StagedServices(folder);
    plant = RunningConsole.onFx(() -> staged.edge("Plant A"));
    harbour = RunningConsole.onFx(() -> staged.edge("Harbour"));
    pump = RunningConsole.onFx(() -> staged.device(plant, "pump-7"));
  }

  @AfterEach
  void end(FxRobot robot) {
    robot.interact(
        () -> {
          if (window != null) {
            window.close();
          }
          stage.hide();
        });
    staged.close();
  }

  private void show() {
    window =
        RunningConsole.onFx(
            () -> {
              ConsoleWindow made = new ConsoleWindow(stage, staged.services());
              made.show();
              return made;
            });
    Hands.settle();
  }

  @Test
  void eachEdgeThatHasNoTokenIsAskedForOnceAtOnce(FxRobot robot) {
    robot.interact(
        () -> {
          plant.setLoginNeeded(true);
          harbour.setLoginNeeded(true);
        });
    show();
    dismissPrompt(robot, "Plant A");
    dismissPrompt(robot, "Harbour");
    assertNoPrompt(robot);
  }

  @Test
  void anEdgeThatIsPutBackIsAskedForOnceAtOnce(FxRobot robot) {
    show();
    robot.interact(() -> plant.setLoginNeeded(true));
    Hands.settle();
    dismissPrompt(robot, "Plant A");
    for (int round = 0; round < 2; round++) {
      Runnable undo = RunningConsole.onFx(() -> staged.profile.inventory().remove(plant));
      Hands.settle();
      robot.interact(undo);
      Hands.settle();
      dismissPrompt(robot, "Plant A");
      assertNoPrompt(robot);
    }
    robot.interact(
        () -> {
          plant.setLoginNeeded(false);
          plant.setLoginNeeded(true);
        });
    Hands.settle();
    dismissPrompt(robot, "Plant A");
    assertNoPrompt(robot);
  }

  @Test
  void anEdgeThatIsNotInTheListIsNotAskedFor(FxRobot robot) {
    show();
    robot.interact(
        () -> {
          staged.profile.inventory().remove(plant);
          plant.setLoginNeeded(true);
        });
    Hands.settle();
    assertNoPrompt(robot);
  }

  @Test
  void aTokenThatComesMeanwhileIsNotAskedFor(FxRobot robot) {
    robot.interact(
        () -> {
          plant.setLoginNeeded(true);
          harbour.setLoginNeeded(true);
        });
    show();
    robot.interact(() -> staged.tokens.put(harbour, "Bearer x"));
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
    assertNoPrompt(robot);
  }

  @Test
  void shellsOpenWhenTheirTabsAreShownAndAreNotCountedBefore(FxRobot robot) {
    robot.interact(
        () ->
            staged
                .profile
                .window()
                .remember(
                    List.of(
                        new OpenTab(OpenTab.Kind.SHELL, pump.id(), false),
                        new OpenTab(OpenTab.Kind.DEVICE, pump.id(), true),
                        new OpenTab(OpenTab.Kind.SHELL, pump.id(), false))));
    show();
    TabPane tabs = robot.lookup("#workspace").queryAs(TabPane.class);
    assertThat(RunningConsole.onFx(() -> tabs.getSelectionModel().getSelectedIndex())).isEqualTo(2);
    assertThat(RunningConsole.onFx(() -> tabs.getTabs().get(1).getText())).isEqualTo("pump-7");
    assertThat(RunningConsole.onFx(() -> pump.openShellsProperty().get())).isZero();
    robot.interact(() -> tabs.getSelectionModel().select(1));
    assertThat(RunningConsole.onFx(() -> pump.openShellsProperty().get())).isEqualTo(1);
    robot.interact(() -> tabs.getSelectionModel().select(3));
    assertThat(RunningConsole.onFx(() -> pump.openShellsProperty().get())).isEqualTo(2);
    robot.interact(() -> tabs.getSelectionModel().select(1));
    assertThat(RunningConsole.onFx(() -> pump.openShellsProperty().get())).isEqualTo(2);
  }

  @Test
  void keysReachTheShellInFrontAtOnce(FxRobot robot) {
    robot.interact(() -> rememberShell());
    show();
    assertThat(focusedText()).isEqualTo(StagedServices.PROMPT);
  }

  @Test
  void keysReachTheShellInFrontOnceThePromptsAreGone(FxRobot robot) {
    robot.interact(
        () -> {
          rememberShell();
          plant.setLoginNeeded(true);
          harbour.setLoginNeeded(true);
        });
    show();
    dismissPrompt(robot, "Plant A");
    dismissPrompt(robot, "Harbour");
    assertThat(focusedText()).isEqualTo(StagedServices.PROMPT);
  }

  @Test
  void theFocusIsOnThePageInFrontWhenWhatHadItBeforeADialogIsGone(FxRobot robot) {
    robot.interact(() -> rememberShell());
    show();
    robot.interact(() -> robot.lookup("#deviceFilter").query().requestFocus());
    robot.interact(() -> plant.setLoginNeeded(true));
    Hands.settle();
    robot.interact(() -> robot.lookup("#deviceFilter").query().setVisible(false));
    dismissPrompt(robot, "Plant A");
    assertThat(focusedText()).isEqualTo(StagedServices.PROMPT);
  }

  private void rememberShell() {
    staged
        .profile
        .window()
        .remember(
            List.of(
                new OpenTab(OpenTab.Kind.DEVICE, pump.id(), false),
                new OpenTab(OpenTab.Kind.SHELL, pump.id(), true)));
  }

  /** What is written on what has the focus. */
  private String focusedText() {
    return RunningConsole.onFx(
        () -> stage.getScene().getFocusOwner() instanceof Labeled focused ? focused.getText() : "");
  }

  @Test
  void columnsAreAsWideAsAPersonHasMadeThem(FxRobot robot) {
    robot.interact(
        () -> {
          staged
              .profile
              .inventory()
              .addTunnel(
                  pump,
                  new TunnelSettings(
                      "Web page",
                      new Forward("127.0.0.1", 8080, "localhost", 80, Protocol.TCP),
                      false));
          staged
              .profile
              .window()
              .remember(List.of(new OpenTab(OpenTab.Kind.DEVICE, pump.id(), true)));
        });
    show();
    double before = nameColumn(robot).getWidth();
    robot.interact(() -> tunnels(robot).resizeColumn(nameColumn(robot), 60));
    assertThat(nameColumn(robot).getWidth()).isEqualTo(before + 60);
    robot.interact(() -> stage.setWidth(stage.getWidth() + 90));
    Hands.settle();
    assertThat(nameColumn(robot).getWidth()).isEqualTo(before + 60);

    robot.interact(
        () -> {
          Objects.requireNonNull(window).close();
          stage.hide();
        });
    RunningConsole.onFx(() -> staged.profile.close()).orTimeout(30, TimeUnit.SECONDS).join();
    staged.close();
    staged = new StagedServices(folder);
    stage = RunningConsole.onFx(Stage::new);
    show();
    assertThat(nameColumn(robot).getWidth()).isEqualTo(before + 60);
    robot.interact(() -> Pictures.take(stage.getScene(), "columns-kept"));
  }

  @Test
  void howAConnectionEndedIsSeenWhole(FxRobot robot) {
    String reason = "localhost:80 refused the connection: nothing listens there.";
    robot.interact(
        () -> {
          TunnelItem tunnel =
              staged
                  .profile
                  .inventory()
                  .addTunnel(
                      pump,
                      new TunnelSettings(
                          "Web page",
                          new Forward("127.0.0.1", 8080, "localhost", 80, Protocol.TCP),
                          false));
          ConnectionItem ended =
              new ConnectionItem("127.0.0.1:51234", Instant.parse("2026-03-04T12:00:00Z"));
          ended.setEnd(reason);
          tunnel.setConnections(List.of(ended));
          staged
              .profile
              .window()
              .remember(List.of(new OpenTab(OpenTab.Kind.DEVICE, pump.id(), true)));
        });
    show();
    for (int width : new int[] {1280, 900}) {
      robot.interact(
          () -> {
            stage.setWidth(width);
            stage.setHeight(width == 900 ? 560 : 760);
          });
      Hands.settle();
      robot.interact(() -> Pictures.take(stage.getScene(), "connection-ended-" + width));
      Text words =
          robot
              .lookup(".connections .text")
              .<Text>match(node -> node.getText().equals(reason))
              .query();
      Region cell = (Region) words.getParent();
      assertThat(words.getLayoutBounds().getWidth()).isLessThanOrEqualTo(cell.getWidth());
      assertThat(words.getLayoutBounds().getHeight()).isLessThanOrEqualTo(cell.getHeight());
    }
  }

  @SuppressWarnings("unchecked")
  private static TableView<TunnelItem> tunnels(FxRobot robot) {
    return robot.lookup("#tunnels").queryAs(TableView.class);
  }

  private static TableColumn<TunnelItem, ?> nameColumn(FxRobot robot) {
    return tunnels(robot).getColumns().stream()
        .filter(column -> column.getId().equals("tunnel-column-name"))
        .findFirst()
        .orElseThrow();
  }

  /** The prompt for this edge's token is there, and is waved away. */
  private static void dismissPrompt(FxRobot robot, String edge) {
    assertThat(title(robot)).isEqualTo("Token for " + edge);
    Hands.push(KeyCode.ESCAPE);
    Hands.settle();
  }

  private static void assertNoPrompt(FxRobot robot) {
    assertThat(robot.lookup("#promptToken").tryQuery()).isEmpty();
  }

  private static String title(FxRobot robot) {
    return robot.lookup(".dialog-title").queryAs(Labeled.class).getText();
  }
}

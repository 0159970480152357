package dev.portolan.app.view.edit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.browse.EditState;
import dev.portolan.app.browse.RemoteEdit;
import dev.portolan.app.task.Background;
import dev.portolan.app.task.DesktopCommands;
import dev.portolan.app.task.FxThread;
import dev.portolan.edge.EdgeFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;
import org.testfx.util.WaitForAsyncUtils;

/** Bars of files of a real device, edited by a program of this computer. */
@ExtendWith(ApplicationExtension.class)
@DisabledOnOs(OS.WINDOWS)
class EditBarsTest {
  @TempDir Path scratch;
  private final Background background = new Background();
  private EdgeFixture fixture;
  private EditsViewModel edits;
  private EditBars bars;
  private Path there;
  private Path opened;

  @BeforeEach
  void before() throws IOException {
    there = Files.writeString(scratch.toRealPath().resolve("app.conf"), "old");
    opened = scratch.resolve("opened");
    fixture = EdgeFixture.start();
  }

  @Start
  void start(Stage stage) {
    edits = new EditsViewModel(this::edit, new FxThread());
    bars = new EditBars(edits);
    stage.setScene(new Scene(bars, 600, 300));
    stage.show();
  }

  /** The editor writes down which file it was given. */
  private RemoteEdit edit(String path) {
    DesktopCommands editor =
        new DesktopCommands(
            List.of(List.of("sh", "-c", "printf %s \"$1\" > '" + opened + "'", "sh")));
    return new RemoteEdit(path, fixture.connect(), editor, background);
  }

  @AfterEach
  void after() {
    edits.close();
    fixture.close();
    background.close();
  }

  @Test
  void aFileIsEditedAskedAboutAndClosed(FxRobot robot) throws Exception {
    assertThat(bars.isManaged()).isFalse();
    robot.interact(() -> edits.edit(there.toString()));
    robot.interact(() -> edits.edit(there.toString()));
    await(() -> state() instanceof EditState.Editing);
    assertThat(bars.getChildren()).hasSize(1);
    assertThat(button(robot, "overwrite").isVisible()).isFalse();
    Path here = Path.of(Files.readString(opened));
    Files.writeString(there, "theirs");
    Files.writeString(here, "mine");
    await(() -> state() instanceof EditState.ChangedThere);
    assertThat(edits.hasUnsent()).isTrue();
    robot.interact(() -> button(robot, "overwrite").fire());
    await(() -> state() instanceof EditState.Sent);
    assertThat(there).hasContent("mine");
    assertThat(edits.hasUnsent()).isFalse();
    robot.interact(() -> button(robot, "close").fire());
    await(() -> edits.items().isEmpty());
    assertThat(bars.isManaged()).isFalse();
    assertThat(here).doesNotExist();
  }

  private EditState state() {
    return edits.items().getFirst().stateProperty().get();
  }

  private static Button button(FxRobot robot, String name) {
    return robot.lookup("#edit-" + name).queryButton();
  }

  private static void await(Callable<Boolean> condition) throws Exception {
    WaitForAsyncUtils.waitFor(
        30, TimeUnit.SECONDS, () -> WaitForAsyncUtils.asyncFx(condition).get());
    WaitForAsyncUtils.waitForFxEvents();
  }
}

package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.model.Settings;
import javafx.application.Application;
import javafx.geometry.Rectangle2D;
import javafx.scene.text.Font;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The letters of a shell. */
@ExtendWith(ApplicationExtension.class)
class ShellFontTest {
  private Stage stage;
  private FxRobot robot;
  private DeviceShell shell;
  private ShellWindow window;

  @Start
  void keepStage(Stage primary) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot fxRobot) {
    robot = fxRobot;
    shell = new DeviceShell(robot, stage);
    window = shell.window;
    window.plainPrompt();
  }

  @AfterEach
  void close() {
    shell.close();
  }

  private void choose(String family) {
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.FONT, family));
          return true;
        });
  }

  private Rectangle2D cell() {
    return window.onFx(() -> ((TerminalCanvas) window.terminal()).cell(0, 0));
  }

  @Test
  void theyAreAsAPersonLikesThemIfAllHaveOneWidth() {
    assumeTrue(Font.getFamilies().contains("DejaVu Sans Mono"), "another font");
    Rectangle2D usual = cell();
    choose("DejaVu Sans Mono");
    window.picture("shell-font");
    assertThat(cell().getHeight()).isNotEqualTo(usual.getHeight());

    choose("DejaVu Sans");
    assertThat(cell()).as("letters of many widths").isEqualTo(usual);
    choose("dejavu sans mono");
    assertThat(cell()).isNotEqualTo(usual);
    choose("No such font");
    assertThat(cell()).isEqualTo(usual);
  }
}

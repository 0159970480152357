package dev.portolan.app.view.shell;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import java.util.concurrent.TimeoutException;
import javafx.application.Application;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;

/** Opens a window with a shell of a real device before each test. */
@ExtendWith(ApplicationExtension.class)
abstract class DeviceShellTest {
  Stage stage;
  FxRobot robot;
  DeviceShell shell;
  ShellWindow window;

  /** TestFX looks for a method with {@code @Start} in the class of the test alone. */
  @BeforeEach
  void openShell(FxRobot fxRobot) throws TimeoutException {
    stage = FxToolkit.registerPrimaryStage();
    robot = fxRobot;
    robot.interact(() -> wear(new PrimerLight()));
    shell = new DeviceShell(robot, stage);
    window = shell.window;
  }

  @AfterEach
  void closeShell() {
    shell.close();
  }

  /** Leaves a picture in light and one in dark. */
  void pictures(String name) {
    window.picture(name + "-light");
    robot.interact(() -> wear(new PrimerDark()));
    window.picture(name + "-dark");
    robot.interact(() -> wear(new PrimerLight()));
  }

  private static void wear(Theme theme) {
    Application.setUserAgentStylesheet(theme.getUserAgentStylesheet());
  }
}

package dev.portolan.app.view;

import dev.portolan.app.view.frame.ConsoleWindow;
import java.nio.file.Path;
import java.util.concurrent.TimeoutException;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxToolkit;
import org.testfx.framework.junit5.ApplicationExtension;

/** Makes the console's window on staged services before each test, without showing it. */
@ExtendWith(ApplicationExtension.class)
abstract class StagedWindowTest {
  @TempDir Path folder;
  Stage stage;
  StagedServices staged;
  ConsoleWindow window;

  /** TestFX looks for a method with {@code @Start} in the class of the test alone. */
  @BeforeEach
  void makeWindow() throws TimeoutException {
    stage = FxToolkit.registerPrimaryStage();
    staged = new StagedServices(folder);
    window = RunningConsole.onFx(() -> new ConsoleWindow(stage, staged.services()));
  }

  @AfterEach
  void closeWindow() {
    Hands.interact(
        () -> {
          window.close();
          stage.hide();
        });
    staged.close();
  }
}

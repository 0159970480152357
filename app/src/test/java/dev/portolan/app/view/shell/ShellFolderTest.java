package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerLight;
import javafx.application.Application;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** A shell that says in which folder it is. */
@ExtendWith(ApplicationExtension.class)
class ShellFolderTest {
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

  private void tellFolder(String host) {
    window.enter("PROMPT_COMMAND='printf \"\\e]7;file://%s%s\\a\" " + host + " \"$PWD\"'");
  }

  private void awaitFolder(String words) {
    window.await("in " + words, () -> window.view.folderProperty().get().equals(words));
  }

  private String path() {
    return window.onFx(window.view::path);
  }

  private void startIn(String path) {
    window.onFx(
        () -> {
          window.view.startIn(path);
          return true;
        });
  }

  @Test
  void itsFolderIsToldAndTheComputerWhereThatIsAnother() {
    assertThat(path()).isEmpty();
    tellFolder("pump-7");
    window.enter("cd /usr/share");
    awaitFolder("/usr/share");
    assertThat(path()).isEqualTo("/usr/share");

    tellFolder("gate-2");
    awaitFolder("gate-2:/usr/share");
    assertThat(path()).as("no folder of the device").isEmpty();
  }

  @Test
  void aShellBeginsInTheFolderThatAPersonWants() {
    startIn("/usr/share");
    tellFolder("pump-7");
    awaitFolder("/usr/share");
    window.enter("pwd");
    window.awaitLine("/usr/share");
  }

  @Test
  void aFolderThatWouldMeanMoreToAShellIsNotTyped() {
    startIn("/usr/share'; echo typed; '");
    tellFolder("pump-7");
    window.enter("cd /usr");
    awaitFolder("/usr");
    assertThat(window.text()).doesNotContain("echo typed");
  }
}

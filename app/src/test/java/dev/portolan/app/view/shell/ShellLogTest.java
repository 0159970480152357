package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.model.Settings;
import dev.portolan.app.view.Hands;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.application.Application;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A person who keeps what a shell prints. */
class ShellLogTest extends DeviceShellTest {
  @TempDir Path folder;

  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void logTo(Path file) {
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.LOG_FILE, file.toString()));
          return true;
        });
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.S);
  }

  private void awaitBar(String words) {
    window.await(
        words,
        () -> {
          Label label = (Label) requireNonNull(window.view.lookup("#shell-log-text"));
          return label.getParent().isVisible() && label.getText().startsWith(words);
        });
  }

  @Test
  void aLogBeginsAndEndsInTheMiddleOfAShell() throws Exception {
    GridSize all = window.onFx(window.view::gridSize);
    window.enter("echo before");
    window.awaitLine("before");
    Path file = folder.resolve("pump-7.log");
    logTo(folder.resolve("%device.log"));
    awaitBar("Logging to " + file.toAbsolutePath());
    window.picture("shell-log-light");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
    window.picture("shell-log-dark");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
    window.enter("printf '\\033[32mkept\\033[m\\n'");
    window.awaitLine("kept");
    Hands.click(requireNonNull(window.view.lookup("#shell-log-end")));
    window.await("the end of the log", () -> Files.readString(file).contains("\u2500 log ends "));
    window.enter("echo after");
    window.awaitLine("after");
    assertThat(Files.readString(file))
        .contains("\nkept\n")
        .doesNotContain("\u001b")
        .doesNotContain("before")
        .doesNotContain("after");
    assertThat(window.onFx(window.view::gridSize)).isEqualTo(all);
    assertThat(window.onFx(() -> window.terminal().isFocused())).isTrue();
  }

  @Test
  void aLogThatCannotBeWrittenIsToldAndTheShellGoesOn() throws Exception {
    Path taken = Files.createDirectory(folder.resolve("taken.log"));
    logTo(taken);
    awaitBar("No log can be written to " + taken.toAbsolutePath() + ": it is not a regular file.");
    window.resize(420, 360);
    window.picture("shell-log-failed");
    window.enter("echo goes on");
    window.awaitLine("goes on");
    Hands.click(requireNonNull(window.view.lookup("#shell-log-end")));
    window.await("no bar", () -> !requireNonNull(window.view.lookup("#shell-log")).isVisible());
  }
}

package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.session.OpenShell;
import dev.portolan.app.session.ShellOpener;
import dev.portolan.app.session.TerminalSession;
import dev.portolan.app.terminal.ScrollbackMemory;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import javafx.application.Application;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person is told of lines that are gone, at the oldest line of a shell. */
@ExtendWith(ApplicationExtension.class)
class ScrollbackHintTest {
  private static final int LINES = 20_000;

  private Stage stage;

  @Start
  void keepStage(Stage primary) {
    stage = primary;
  }

  private ShellWindow open(FxRobot robot, long room) {
    Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet());
    ShellWindow window =
        new ShellWindow(
            robot,
            stage,
            background -> new TerminalSession(printing(), "pump-7", background),
            new ScrollbackMemory(room));
    window.awaitText("the end");
    return window;
  }

  private static ShellOpener printing() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < LINES; i++) {
      text.append("\u001b[38;5;" + i % 256 + "mline \u001b[1m" + i + "\u001b[0;44m on blue ")
          .append("\u001b[0;4munderlined\u001b[m \u6f22\u5b57 e\u0301 wide\r\n");
    }
    byte[] bytes = text.append("the end").toString().getBytes(StandardCharsets.UTF_8);
    return (columns, rows, output) -> {
      output.received(bytes);
      return CompletableFuture.completedFuture(new Silent());
    };
  }

  /** A shell that takes whatever is typed. */
  private static final class Silent implements OpenShell {
    @Override
    public void write(byte[] bytes) {}

    @Override
    public long unsent() {
      return 0;
    }

    @Override
    public void resize(int columns, int rows) {}

    @Override
    public void more() {}

    @Override
    public void close() {}
  }

  private static boolean isHintShown(ShellWindow window) {
    return window.onFx(
        () ->
            window.view.lookupAll(".shell-hint").stream()
                .filter(Node::isVisible)
                .anyMatch(node -> ((Label) node).getText().startsWith("Older lines are gone")));
  }

  @Test
  void whereMemoryDidNotSufficeTheOldestLineSaysSo(FxRobot robot) {
    try (ShellWindow window = open(robot, 1 << 20)) {
      assertThat(isHintShown(window)).as("at the newest line").isFalse();

      window.press(KeyCode.SHIFT, KeyCode.HOME);
      window.await("the hint", () -> isHintShown(window));
      assertThat(window.text()).doesNotContain("line 0 ").contains("漢字 é wide");
      window.picture("scrollback-gone-light");
      robot.interact(
          () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
      window.picture("scrollback-gone-dark");
      window.resize(420, 300);
      window.press(KeyCode.SHIFT, KeyCode.HOME);
      window.await("the hint", () -> isHintShown(window));
      window.picture("scrollback-gone-small");

      window.press(KeyCode.SHIFT, KeyCode.END);
      window.await("no hint", () -> !isHintShown(window));
    }
  }

  @Test
  void whereAllLinesAreThereNothingIsSaid(FxRobot robot) {
    try (ShellWindow window = open(robot, 100 << 20)) {
      window.press(KeyCode.SHIFT, KeyCode.HOME);
      window.await("the first line", () -> window.text().startsWith("line 0 "));
      assertThat(isHintShown(window)).isFalse();
    }
  }
}

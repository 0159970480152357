package dev.portolan.app.view;

import dev.portolan.app.model.TunnelPhase;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.view.shell.ShellView;
import java.nio.file.Path;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;

/** Real shells and tunnels that are opened and closed again and again leave nothing behind. */
@ExtendWith(ApplicationExtension.class)
class EngineGrowsTest {
  @TempDir Path folder;
  private RunningConsole console;

  @BeforeEach
  void open(FxRobot robot) {
    // Not TestFX's own stage, of which it keeps every event and with it what the event was for.
    console = new RunningConsole(robot, RunningConsole.onFx(Stage::new), folder.resolve("data"));
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void shells(FxRobot robot) throws Exception {
    console.click("#tryLab");
    console.awaitText("Connected");
    LiveHeap.grows("shells", () -> shell(robot));
  }

  @Test
  void tunnels() throws Exception {
    console.click("#tryLab");
    console.awaitText("Connected");
    LiveHeap.grows("tunnels", this::tunnel);
  }

  private void tunnel() {
    console.click("#tunnel");
    console.fill("#remotePort", "80");
    console.click("#dialog-confirm");
    console.awaitPhase(console.onlyTunnel(), TunnelPhase.LISTENING);
    console.click("#tunnels");
    Hands.push(KeyCode.DELETE);
    console.await("no tunnel", () -> !console.isVisible("#tunnels"));
    console.awaitText("No tunnels  ·");
  }

  private void shell(FxRobot robot) {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    console.await("a shell", () -> isPrompting(robot));
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    console.await("no shell", () -> robot.lookup(".shell-view").tryQuery().isEmpty());
    console.awaitText("no shells");
  }

  private static boolean isPrompting(FxRobot robot) {
    return robot.lookup(".shell-view").tryQuery().orElse(null) instanceof ShellView shell
        && shell.stateProperty().get() instanceof TerminalState.Connected
        && !shell.shownText().isBlank();
  }
}

package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelPhase;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javafx.scene.AccessibleAttribute;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** What a person does in the first minutes, on the real engine. */
@ExtendWith(ApplicationExtension.class)
class FirstRunTest {
  @TempDir Path folder;
  private Stage stage;
  private RunningConsole console;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot) {
    console = new RunningConsole(robot, stage, folder);
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void fromTheFirstPageToATunnelInUse(FxRobot robot) throws Exception {
    console.awaitVisible("#tryLab");
    console.click("#tryLab");
    console.awaitText("This computer");
    console.awaitText("Connected");
    console.picture("real-01-lab-device");

    try (SlowPage page = new SlowPage()) {
      console.click("#tunnel");
      console.awaitVisible("#remotePort");
      console.fill("#tunnelName", "Web page");
      console.fill("#remotePort", Integer.toString(page.port()));
      console.click("#dialog-confirm");
      TunnelItem tunnel = console.onlyTunnel();
      console.awaitPhase(tunnel, TunnelPhase.LISTENING);
      int port = RunningConsole.onFx(() -> tunnel.forward().localPort());
      assertThat(port).isPositive();

      CompletableFuture<Integer> answer = SlowPage.length(port);
      console.awaitText("In use (1)");
      console.await(
          "bytes are counted", () -> tunnel.trafficProperty().get().bytesDown() > 100_000);
      console.picture("real-02-tunnel-in-use");
      page.finish();
      assertThat(answer.get(30, TimeUnit.SECONDS)).isEqualTo(SlowPage.LENGTH);
      console.awaitPhase(tunnel, TunnelPhase.LISTENING);

      console.click("#tunnels");
      Hands.push(KeyCode.SPACE);
      console.awaitPhase(tunnel, TunnelPhase.OFF);
      Hands.push(KeyCode.SPACE);
      console.awaitPhase(tunnel, TunnelPhase.LISTENING);
      assertThat(RunningConsole.onFx(() -> tunnel.forward().localPort())).isEqualTo(port);
    }
  }

  @Test
  void aShellOpensInATab(FxRobot robot) {
    console.click("#tryLab");
    console.awaitText("Connected");
    console.click("#shell");
    console.awaitVisible("#terminal");
    console.awaitText("1 shell");
    console.await(
        "the device's prompt",
        () ->
            robot.lookup("#terminal").query().queryAccessibleAttribute(AccessibleAttribute.TEXT)
                    instanceof String text
                && !text.isBlank());
    console.picture("real-03-shell");
  }
}

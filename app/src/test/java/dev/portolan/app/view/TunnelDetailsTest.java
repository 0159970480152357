package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.ConnectionItem;
import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javafx.scene.control.TableCell;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/** What is told about one tunnel below the table of its device. */
class TunnelDetailsTest extends StagedWindowTest {
  private static final String ENDED =
      "broken off: the device, or its connection to the edge, was lost while much was under way";

  @Test
  void howAConnectionEndedIsWhole(FxRobot robot) throws Exception {
    ConnectionItem connection = new ConnectionItem("127.0.0.1:46958", Instant.now());
    robot.interact(
        () -> {
          DeviceItem pump = staged.device(staged.edge("Plant A"), "pump-7");
          TunnelItem tunnel =
              staged
                  .profile
                  .inventory()
                  .addTunnel(
                      pump,
                      new TunnelSettings(
                          "", new Forward("", 8080, "localhost", 80, Protocol.TCP), true));
          tunnel.setConnections(List.of(connection));
          window.show();
        });
    Hands.settle();
    Hands.click(robot.lookup("pump-7").query());
    Hands.push(KeyCode.ENTER);
    Hands.settle();
    Text words = robot.lookup(".end-words").query();
    assertThat(words.getText()).isEqualTo("open");

    robot.interact(() -> connection.setEnd(ENDED));

    Callable<Boolean> whole =
        () -> {
          Text shown = robot.lookup(".end-words").query();
          TableCell<?, ?> cell = (TableCell<?, ?>) shown.getParent();
          return shown.getText().equals(ENDED)
              && cell.getHeight() > shown.getLayoutBounds().getHeight();
        };
    WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> RunningConsole.onFx(whole));
  }
}

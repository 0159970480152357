package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferFigures;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferRate;
import dev.portolan.app.model.TransferStatus;
import java.time.Duration;
import java.time.Instant;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListCell;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** What the window shows around files, of which a test sets how they move. */
class FilesFrameTest extends StagedWindowTest {
  @BeforeEach
  void openFiles(FxRobot robot) {
    staged.computer.answer(StagedFolders.of("/home/operator"));
    staged.deviceFolders.answer(StagedFolders.of("/etc"));
    Hands.interact(
        () -> {
          window.show();
          staged.device(staged.edge("Plant A"), "pump-7").setStatus(LinkStatus.up(Instant.now()));
        });
    Hands.click(robot.lookup(node -> isPump(node)).query());
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
  }

  private DeviceItem pump() {
    return staged.profile.inventory().devices().findFirst().orElseThrow();
  }

  private static boolean isPump(Node node) {
    return node instanceof Labeled labeled && "pump-7".equals(labeled.getText());
  }

  @Test
  void theStatusBarCountsFilesToo(FxRobot robot) {
    Hands.interact(() -> staged.transfers.rate.set(new TransferRate(2_500_000, 1_500)));
    assertThat(shows(robot, "↓ 2.5 MB/s  ↑ 1.5 kB/s")).isTrue();
    Hands.interact(() -> staged.transfers.rate.set(TransferRate.NONE));
    assertThat(shows(robot, "↓ 0 B/s  ↑ 0 B/s")).isTrue();
  }

  @Test
  void whatHasComeTellsWhatItWas(FxRobot robot) {
    Hands.interact(() -> done("site", 12_300_000));
    assertThat(shows(robot, "12.3 MB  ·  14 files and folders  ·  8 s  ·  1.5 MB/s")).isTrue();
  }

  @Test
  void whatIsAddedIsInSight(FxRobot robot) {
    Hands.interact(
        () -> {
          for (int i = 0; i < 40; i++) {
            done("old-" + i, i);
          }
        });
    Hands.settle();
    Hands.interact(() -> done("the newest", 1));
    Hands.settle();
    assertThat(
            robot.lookup("#transfers .list-cell").<ListCell<?>>queryAll().stream()
                .filter(cell -> cell.getItem() instanceof TransferItem)
                .map(cell -> ((TransferItem) cell.getItem()).name()))
        .contains("the newest");
  }

  @Test
  void aClickOnADeviceLeavesTheFocusInTheListAndASecondOneGoesIntoItsPage(FxRobot robot) {
    Node row =
        robot
            .lookup(".sidebar-row .label")
            .<Labeled>match(label -> label.getText().equals("pump-7"))
            .query();
    // what was clicked before must not make this a double click
    Hands.click(robot.lookup("#deviceFilter").query());
    Hands.click(row);
    Hands.settle();
    assertThat(focused()).isEqualTo("tree");
    Hands.push(KeyCode.UP);
    assertThat(focused()).isEqualTo("tree");
    Hands.push(KeyCode.DOWN);
    Hands.push(KeyCode.ENTER);
    Hands.settle();
    assertThat(focused()).isNotEqualTo("tree");
  }

  private String focused() {
    return RunningConsole.onFx(() -> String.valueOf(stage.getScene().getFocusOwner().getId()));
  }

  private void done(String name, long bytes) {
    TransferItem item =
        staged.transfers.add(pump(), TransferDirection.DOWNLOAD, "/srv/" + name, "/home/operator");
    item.setProgress(new TransferProgress(bytes, bytes, 0, ""));
    item.setFigures(new TransferFigures(14, Duration.ofSeconds(8), 1_537_500));
    item.setStatus(TransferStatus.of(TransferPhase.DONE));
  }

  private static boolean shows(FxRobot robot, String text) {
    return robot
        .lookup(
            node ->
                node instanceof Labeled label
                    && label.getText() != null
                    && label.getText().contains(text))
        .tryQuery()
        .isPresent();
  }
}

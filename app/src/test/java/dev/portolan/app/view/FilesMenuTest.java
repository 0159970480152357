package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** The menus of both sides of the files, of which a test sets what the desktop does. */
class FilesMenuTest extends StagedWindowTest {
  @BeforeEach
  void openFiles(FxRobot robot) {
    staged.computer.answer(StagedFolders.of("/home/operator"));
    staged.deviceFolders.answer(
        StagedFolders.of(
            "/etc",
            StagedFolders.file("/etc", "app.conf", 120),
            StagedFolders.file("/etc", "other.conf", 7),
            StagedFolders.file("/etc", ".app.conf.portolan-previous", 90)));
    Hands.interact(
        () -> {
          window.show();
          DeviceItem pump = staged.device(staged.edge("Plant A"), "pump-7");
          pump.setStatus(LinkStatus.up(Instant.now()));
        });
    Hands.click(robot.lookup(node -> isPump(node)).query());
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
  }

  private static boolean isPump(Node node) {
    return node instanceof Labeled labeled && "pump-7".equals(labeled.getText());
  }

  @Test
  void whatIsGotGoesToAChosenFolderWhichIsProposedTheNextTime() {
    fire("#remote-files", 0, "Get to");
    assertThat(staged.transfers.asked).as("no folder was chosen").isEmpty();
    staged.chosenFolder = Optional.of(Path.of("/mnt/usb"));
    fire("#remote-files", 0, "Get to");
    assertThat(staged.transfers.asked).containsExactly("get [/etc/app.conf] to /mnt/usb");
    fire("#remote-files", 1, "Get to");
    assertThat(staged.chosenFrom).containsExactly("/home/operator", "/home/operator", "/mnt/usb");
  }

  @Test
  void aFileThatWasReplacedIsRestoredAndAFailureIsSaid(FxRobot robot) {
    fire("#remote-files", 0, "Restore previous (90 B, 2026-11-02");
    assertThat(staged.transfers.asked).containsExactly("restore app.conf in /etc");
    Hands.interact(
        () -> staged.transfers.restored.completeExceptionally(new IOException("It is full.")));
    assertThat(shows(robot, "The previous version of app.conf was not restored: It is full."))
        .isTrue();
    RunningConsole.onFx(
        () -> {
          select("#remote-files", 1);
          assertThat(ShownMenu.item(node("#remote-files"), "No previous").isDisable()).isTrue();
          return true;
        });
  }

  @Test
  void aDesktopThatOpensNoFolderIsSaid(FxRobot robot) {
    staged.desktop = folder -> CompletableFuture.failedFuture(new IOException("none"));
    fire("#local-files", -1, "Open this folder");
    assertThat(shows(robot, "No program of this desktop opens a folder.")).isTrue();
  }

  private static boolean shows(FxRobot robot, String text) {
    return robot
        .lookup(node -> node instanceof Labeled labeled && text.equals(labeled.getText()))
        .tryQuery()
        .isPresent();
  }

  private void fire(String table, int row, String text) {
    Hands.interact(
        () -> {
          select(table, row);
          ShownMenu.item(node(table), text).fire();
        });
    Hands.settle();
  }

  private void select(String table, int row) {
    ((TableView<?>) node(table)).getSelectionModel().clearAndSelect(row);
  }

  private Node node(String query) {
    return stage.getScene().lookup(query);
  }
}

package dev.portolan.app.view;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferStatus;
import java.time.Instant;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Takes the pictures of the manual. */
class ManualPicturesTest extends StagedWindowTest {
  @Test
  void everyPicture(FxRobot robot) {
    staged.computer.answer(
        StagedFolders.of(
            "/home/operator/Documents",
            StagedFolders.folder("/home/operator/Documents", "site"),
            StagedFolders.file("/home/operator/Documents", "app.conf", 2_310),
            StagedFolders.file("/home/operator/Documents", "firmware-2.4.1.bin", 48_200_000),
            StagedFolders.file("/home/operator/Documents", "notes.txt", 812)));
    staged.deviceFolders.answer(
        StagedFolders.of(
            "/var/log",
            StagedFolders.folder("/var/log", "journal"),
            StagedFolders.file("/var/log", "dmesg", 61_200),
            StagedFolders.file("/var/log", "pump.log", 4_870_000),
            StagedFolders.file("/var/log", "syslog", 1_200_000)));
    Hands.interact(
        () -> {
          window.show();
          stage.setWidth(1100);
          stage.setHeight(700);
        });
    take("welcome");
    DeviceItem pump = StagedPlant.populate(staged);
    Hands.click(
        robot
            .lookup(".sidebar-row .label")
            .<Label>match(label -> label.getText().equals("pump-7"))
            .query());
    Hands.interact(() -> pump.setStatus(LinkStatus.up(Instant.now().minusSeconds(4_000))));
    take("device");
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.L);
    take("tunnel");
    Hands.push(KeyCode.ESCAPE);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    take("activity");
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.A);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    Hands.interact(
        () -> {
          TransferItem sent =
              staged.transfers.add(
                  pump,
                  TransferDirection.UPLOAD,
                  "/home/operator/Documents/firmware-2.4.1.bin",
                  "/srv/updates");
          sent.setProgress(new TransferProgress(31_300_000, 48_200_000, 4_200_000, ""));
          sent.setStatus(TransferStatus.of(TransferPhase.RUNNING));
        });
    take("files");
  }

  private void take(String name) {
    Hands.settle();
    ManualPictures.take(stage.getScene(), staged.profile.preferences(), name);
  }
}

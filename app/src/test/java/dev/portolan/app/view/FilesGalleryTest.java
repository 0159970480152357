package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.LeftOut;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.PreviousVersion;
import dev.portolan.app.model.Settings;
import dev.portolan.app.model.ThemeChoice;
import dev.portolan.app.model.TransferConflict;
import dev.portolan.app.model.TransferDirection;
import dev.portolan.app.model.TransferItem;
import dev.portolan.app.model.TransferPhase;
import dev.portolan.app.model.TransferProgress;
import dev.portolan.app.model.TransferStatus;
import dev.portolan.app.view.files.FileRow;
import dev.portolan.app.view.files.FolderListing;
import dev.portolan.app.view.files.FolderRefusedException;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.testfx.api.FxRobot;

/** Goes through every state of the files and leaves pictures in target/screenshots. */
class FilesGalleryTest extends StagedWindowTest {
  private static final String LONG =
      "measurements of the boiler house in the south, second half of the year, all sensors.csv";

  @ParameterizedTest
  @EnumSource(names = {"LIGHT", "DARK"})
  void everyState(ThemeChoice theme, FxRobot robot) {
    String prefix = theme.name().toLowerCase(Locale.ROOT) + "-5";
    staged.computer.answer(
        StagedFolders.of(
            "/home/operator/Documents",
            StagedFolders.folder("/home/operator/Documents", "site"),
            StagedFolders.folder("/home/operator/Documents", ".config"),
            StagedFolders.file("/home/operator/Documents", "firmware-2.4.1.bin", 48_200_000),
            StagedFolders.file("/home/operator/Documents", LONG, 1_234),
            StagedFolders.file("/home/operator/Documents", "notes.txt", 0)));
    DeviceItem[] made = new DeviceItem[1];
    Hands.interact(
        () -> {
          staged.profile.preferences().set(Settings.THEME, theme);
          window.show();
          made[0] = staged.device(staged.edge("Plant A"), "pump-7");
          made[0].setStatus(LinkStatus.up(Instant.now()));
        });
    DeviceItem pump = made[0];
    Hands.settle();
    robot.lookup(".sidebar-row .label").<javafx.scene.control.Label>queryAll().stream()
        .filter(label -> label.getText().equals("pump-7"))
        .findFirst()
        .ifPresent(Hands::click);
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    picture(prefix + "0-files-listing");
    list("/var/log");
    refresh(robot, "#remote-refresh");
    picture(prefix + "1-files-empty");
    staged.deviceFolders.fail(new IOException("You may not read it."));
    refresh(robot, "#remote-refresh");
    picture(prefix + "2-files-failed");
    staged.deviceFolders.fail(
        new FolderRefusedException(
            "The rules of the device allow no shell.", new IOException("refused")));
    refresh(robot, "#remote-refresh");
    picture(prefix + "3-files-by-path");
    robot.lookup("#remote-path").queryTextInputControl();
    Hands.interact(
        () -> {
          robot.lookup("#remote-path").queryTextInputControl().setText("/etc/hosts");
          robot.lookup("#remote-go").queryAs(Button.class).fire();
        });
    assertThat(staged.transfers.asked)
        .containsExactly("get [/etc/hosts] to /home/operator/Documents");
    list(
        "/var/log",
        StagedFolders.folder("/var/log", "journal"),
        StagedFolders.file("/var/log", "syslog", 1_200_000),
        StagedFolders.file("/var/log", "evil\u202egnp.exe\u0007", 12),
        StagedFolders.file("/var/log", LONG, 1_234_567_890),
        new FileRow(
            "socket", "/var/log/socket", FileRow.Kind.OTHER, FileRow.NO_SIZE, null, "", false));
    refresh(robot, "#remote-refresh");
    Hands.interact(() -> queue(pump));
    picture(prefix + "4-files-queue");
    Hands.interact(() -> staged.transfers.items.add(0, asking(pump)));
    assertThat(robot.lookup("#conflict-all").queryAs(CheckBox.class).isSelected()).isFalse();
    picture(prefix + "5-files-asks");
    Hands.interact(() -> robot.lookup("#conflict-keep-both").queryAs(Button.class).fire());
    assertThat(staged.transfers.asked).last().isEqualTo("KEEP_BOTH syslog ONE");
    size(900, 560);
    picture(prefix + "6-files-small-asks");
    Hands.interact(
        () -> {
          staged.transfers.items.remove(0);
          ListView<?> list = robot.lookup("#transfers").queryListView();
          list.scrollTo(6);
        });
    picture(prefix + "7-files-small");
    Hands.interact(
        () -> {
          staged.transfers.items.clear();
          previous(pump, "kept.conf", new PreviousVersion.Kept());
          previous(pump, "restoring.conf", new PreviousVersion.Restoring());
          previous(
              pump,
              LONG,
              new PreviousVersion.ChangedSince(
                  new TransferConflict.FileThere(12, Instant.parse("2026-11-03T05:06:07Z"))));
          previous(pump, "back.conf", new PreviousVersion.Restored());
          previous(
              pump,
              "refused.conf",
              new PreviousVersion.Refused(
                  "The device refused it: /srv/updates/refused.conf: no previous version of it was"
                      + " kept."));
        });
    picture(prefix + "7-files-small-restore");
    Hands.interact(() -> robot.lookup(".folder-pane").queryAll().forEach(pane -> drop(pane, true)));
    picture(prefix + "7-files-small-drop");
    Hands.interact(
        () -> robot.lookup(".folder-pane").queryAll().forEach(pane -> drop(pane, false)));
    TransferItem lost = asking(pump);
    Hands.interact(() -> staged.transfers.items.setAll(List.of(lost)));
    lost(lost);
    picture(prefix + "7-files-small-cannot-keep");
    Hands.interact(
        () -> {
          staged.transfers.items.clear();
          queue(pump);
        });
    size(1280, 800);
    picture(prefix + "8-files-large");
    Hands.push(KeyCode.SHIFT, KeyCode.F1);
    picture(prefix + "9-keys");
    Hands.push(KeyCode.ESCAPE);
  }

  private void list(String path, FileRow... rows) {
    staged.deviceFolders.answer(new FolderListing(path, List.of(rows), rows.length > 3));
  }

  private void refresh(FxRobot robot, String button) {
    Hands.interact(() -> robot.lookup(button).queryAs(Button.class).fire());
    Hands.settle();
  }

  private void queue(DeviceItem pump) {
    TransferItem running = add(pump, TransferDirection.UPLOAD, "firmware-2.4.1.bin");
    running.setStatus(TransferStatus.of(TransferPhase.RUNNING));
    running.setProgress(new TransferProgress(12_400_000, 48_200_000, 1_240_000, "x"));
    TransferItem folder = add(pump, TransferDirection.DOWNLOAD, "journal");
    folder.setStatus(TransferStatus.of(TransferPhase.RUNNING));
    folder.setProgress(new TransferProgress(3_000_000, TransferProgress.UNKNOWN, 800_000, "x"));
    TransferItem paused = add(pump, TransferDirection.UPLOAD, LONG);
    paused.setStatus(TransferStatus.of(TransferPhase.PAUSED));
    paused.setProgress(new TransferProgress(1_000, 1_234, 0, "x"));
    add(pump, TransferDirection.UPLOAD, "queued.bin");
    add(pump, TransferDirection.UPLOAD, "waits.bin")
        .setStatus(
            TransferStatus.of(
                TransferPhase.WAITING_FOR_DEVICE,
                "The device is not connected to Plant A, or does not answer."));
    add(pump, TransferDirection.DOWNLOAD, "retried.bin")
        .setStatus(
            TransferStatus.retrying(
                "The connection to the edge was lost.", 3, Instant.now().plusSeconds(100)));
    TransferItem done = add(pump, TransferDirection.DOWNLOAD, "done.bin");
    done.setProgress(new TransferProgress(5_000_000, 5_000_000, 0, ""));
    done.setStatus(TransferStatus.of(TransferPhase.DONE));
    TransferItem gaps = add(pump, TransferDirection.UPLOAD, "site");
    gaps.setLeftOut(
        new LeftOut(
            List.of(new LeftOut.Entry("site/out", "it is a link that leads out of site")), 3));
    gaps.setStatus(TransferStatus.of(TransferPhase.INCOMPLETE));
    add(pump, TransferDirection.UPLOAD, "skipped")
        .setStatus(TransferStatus.of(TransferPhase.SKIPPED));
    add(pump, TransferDirection.UPLOAD, "cancelled")
        .setStatus(TransferStatus.of(TransferPhase.CANCELLED));
    add(pump, TransferDirection.DOWNLOAD, "failed")
        .setStatus(
            TransferStatus.of(
                TransferPhase.FAILED,
                "The device refused it: /var/log/failed: there is no such file or folder."));
  }

  private void previous(DeviceItem pump, String name, PreviousVersion previous) {
    TransferItem item = add(pump, TransferDirection.UPLOAD, name);
    item.setProgress(new TransferProgress(1_000, 1_000, 0, ""));
    item.setStatus(TransferStatus.of(TransferPhase.DONE));
    item.setPrevious(previous);
  }

  private static void drop(Node node, boolean over) {
    node.pseudoClassStateChanged(PseudoClass.getPseudoClass("drop"), over);
  }

  private static void lost(TransferItem item) {
    Hands.interact(
        () -> {
          item.setStatus(TransferStatus.of(TransferPhase.QUEUED));
          item.setConflict(
              new TransferConflict.CannotKeep(
                  new TransferConflict.FileThere(
                      1_100_000, Instant.parse("2026-10-02T10:11:12Z"))));
          item.setStatus(TransferStatus.of(TransferPhase.ASKING));
        });
  }

  private TransferItem asking(DeviceItem pump) {
    TransferItem item =
        new TransferItem(
            pump, TransferDirection.DOWNLOAD, "/var/log/syslog", "/home/operator", "syslog");
    item.setConflict(
        new TransferConflict.FileThere(1_100_000, Instant.parse("2026-10-02T10:11:12Z")));
    item.setStatus(TransferStatus.of(TransferPhase.ASKING));
    return item;
  }

  private TransferItem add(DeviceItem device, TransferDirection direction, String name) {
    return direction == TransferDirection.UPLOAD
        ? staged.transfers.add(
            device, direction, "/home/operator/Documents/" + name, "/srv/updates")
        : staged.transfers.add(device, direction, "/var/log/" + name, "/home/operator/Documents");
  }

  private void size(double width, double height) {
    Hands.interact(
        () -> {
          stage.setWidth(width);
          stage.setHeight(height);
        });
    Hands.settle();
  }

  private void picture(String name) {
    Hands.settle();
    Hands.interact(() -> Pictures.take(stage.getScene(), name));
  }
}

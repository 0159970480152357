package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.TransferPhase;
import dev.portolan.edge.EdgeFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TableRow;
import javafx.scene.control.TableView;
import javafx.scene.input.Clipboard;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.Test;
import org.testfx.api.FxRobot;

/** Files from and to a real device, in the window. */
class FilesTest extends FilesTabTest {
  @Test
  void aFolderIsBrowsedAndFilesGoBothWays(FxRobot robot) throws Exception {
    Files.createDirectories(there.resolve("logs/old"));
    Files.writeString(there.resolve("logs/syslog"), "log");
    Files.writeString(here.resolve("page.html"), "page");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("logs")));
    select("#remote-files", "logs");
    push(KeyCode.ENTER);
    console.await(
        "the inner folder", () -> names("#remote-files").equals(List.of("old", "syslog")));
    assertThat(text("#remote-path")).isEqualTo(there.resolve("logs").toString());
    select("#remote-files", "syslog");
    console.click("#remote-go");
    console.await("it has come", () -> names("#local-files").contains("syslog"));
    assertThat(here.resolve("syslog")).hasContent("log");

    push("#remote-files", KeyCode.BACK_SPACE);
    console.await("the folder above", () -> names("#remote-files").equals(List.of("logs")));
    select("#local-files", "page.html");
    console.click("#local-go");
    console.await("it is there", () -> names("#remote-files").contains("page.html"));
    assertThat(there.resolve("page.html")).hasContent("page");
    console.picture("real-40-files");
  }

  @Test
  void whatIsSelectedStaysSoWhenTheFolderIsListedAnew(FxRobot robot) throws Exception {
    Files.writeString(there.resolve("m"), "m");
    Files.writeString(there.resolve("z"), "z");
    openFiles();
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("m", "z")));
    select("#remote-files", "z");
    Files.writeString(there.resolve("a"), "a");
    push("#remote-files", KeyCode.F5);
    console.await("it is listed", () -> names("#remote-files").equals(List.of("a", "m", "z")));
    assertThat(
            RunningConsole.onFx(
                () -> {
                  TableView<?> table = node("#remote-files", TableView.class);
                  return table.getSelectionModel().getSelectedIndex();
                }))
        .isEqualTo(2);
  }

  @Test
  void aFolderIsGotWhole(FxRobot robot) throws Exception {
    Files.createDirectories(there.resolve("site/in"));
    Files.writeString(there.resolve("site/in/page"), "page");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("site")));
    select("#remote-files", "site");
    console.click("#remote-go");
    console.await("it has come", () -> names("#local-files").contains("site"));
    assertThat(here.resolve("site/in/page")).hasContent("page");
    assertThat(item(0).figures().entries()).isEqualTo(3);
    assertThat(item(0).figures().took()).isPositive();
  }

  @Test
  void whatIsDroppedFromTheDesktopIsSentToTheFolderUnderIt(FxRobot robot) throws Exception {
    Files.createDirectory(there.resolve("inner"));
    Path dropped = Files.writeString(here.resolve("dropped"), "dropped");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("inner")));
    drop("#files-remote", dropped);
    console.await("it is there", () -> names("#remote-files").contains("dropped"));
    assertThat(there.resolve("dropped")).hasContent("dropped");

    RunningConsole.onFx(
        () -> {
          Node row =
              robot
                  .lookup("#remote-files .table-row-cell")
                  .<TableRow<?>>match(
                      each ->
                          each.getItem() != null && each.getItem().toString().contains("inner,"))
                  .query();
          Event.fireEvent(row, Dragged.event(DragEvent.DRAG_DROPPED, dropped));
          return true;
        });
    awaitPhase(1, TransferPhase.DONE);
    assertThat(there.resolve("inner/dropped")).hasContent("dropped");
    drop("#files-local", dropped);
    assertThat(RunningConsole.onFx(() -> transfers().size())).isEqualTo(2);
  }

  @Test
  void eachAnswerToAConflictIsKept(FxRobot robot) throws Exception {
    for (String name : List.of("replaced", "kept", "skipped")) {
      Files.writeString(there.resolve(name), "new");
      Files.writeString(here.resolve(name), "old");
    }
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    awaitListed("#remote-files", "replaced", "kept", "skipped");
    for (String name : List.of("replaced", "kept", "skipped")) {
      select("#remote-files", name);
      console.click("#remote-go");
      console.awaitVisible("#conflict");
      assertThat(console.showsText("“" + name + "” is in")).isTrue();
      if (name.equals("kept")) {
        console.picture("real-41-files-conflict");
      }
      console.click(
          switch (name) {
            case "replaced" -> "#conflict-replace";
            case "kept" -> "#conflict-keep-both";
            default -> "#conflict-skip";
          });
      console.await("the question is gone", () -> !console.isVisible("#conflict"));
    }
    awaitPhase(0, TransferPhase.DONE);
    awaitPhase(1, TransferPhase.DONE);
    awaitPhase(2, TransferPhase.SKIPPED);
    assertThat(here.resolve("replaced")).hasContent("new");
    assertThat(here.resolve("kept")).hasContent("old");
    assertThat(here.resolve("kept (2)")).hasContent("new");
    assertThat(here.resolve("skipped")).hasContent("old");
  }

  @Test
  void aReplacedFileIsBroughtBackByOneClick(FxRobot robot) throws Exception {
    Files.writeString(there.resolve("app.conf"), "old");
    Files.writeString(here.resolve("app.conf"), "newer");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    awaitListed("#remote-files", "app.conf");
    awaitListed("#local-files", "app.conf");
    select("#local-files", "app.conf");
    console.click("#local-go");
    console.awaitVisible("#conflict");
    assertThat(console.showsText("Replace it? The old one is kept.")).isTrue();
    console.picture("real-44-files-old-is-kept");
    console.click("#conflict-replace");
    awaitPhase(0, TransferPhase.DONE);
    assertThat(there.resolve("app.conf")).hasContent("newer");
    console.picture("real-45-files-replaced");
    console.click("#transfer-restore");
    console.awaitText("Previous is back");
    assertThat(there.resolve("app.conf")).hasContent("old");
    assertThat(console.isVisible("#transfer-restore")).isFalse();
    console.picture("real-46-files-restored");

    // The menu of the file brings back what was sent.
    select("#remote-files", "app.conf");
    MenuItem restore = menuItem("#remote-files", "Restore previous (5 B, ");
    console.picture("real-47-files-menu");
    RunningConsole.onFx(
        () -> {
          restore.fire();
          return true;
        });
    console.awaitText("The previous version of app.conf is back");
    assertThat(there.resolve("app.conf")).hasContent("newer");
    Files.delete(there.resolve(".app.conf.portolan-previous"));
    push("#remote-files", KeyCode.F5);
    console.await(
        "nothing is kept",
        () ->
            ShownMenu.find(node("#remote-files", Node.class), "No previous version is kept")
                .filter(MenuItem::isDisable)
                .isPresent());
  }

  @Test
  void newFoldersAreMadeOnBothSides(FxRobot robot) throws Exception {
    Files.createDirectory(there.resolve("taken"));
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("taken")));
    push("#remote-files", KeyCode.F7);
    console.fill("#remote-new-folder-name", "taken");
    Hands.push(KeyCode.ENTER);
    console.awaitText("There is something of this name already.");
    console.picture("real-48-files-new-folder");
    console.fill("#remote-new-folder-name", "updates");
    Hands.push(KeyCode.ENTER);
    console.await("it is listed", () -> names("#remote-files").equals(List.of("taken", "updates")));
    assertThat(there.resolve("updates")).isEmptyDirectory();
    console.await("the question is gone", () -> !console.isVisible("#remote-new-folder-name"));

    push("#local-files", KeyCode.F7);
    console.fill("#local-new-folder-name", "got");
    Hands.push(KeyCode.ENTER);
    console.await("it is listed", () -> names("#local-files").equals(List.of("got")));
    assertThat(here.resolve("got")).isEmptyDirectory();
  }

  @Test
  void whatIsCopiedOnOneSideIsPastedOnTheOther(FxRobot robot) throws Exception {
    Path log = Files.writeString(there.resolve("log"), "log");
    Files.writeString(here.resolve("page"), "page");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("log")));
    console.await("the folder is listed", () -> names("#local-files").equals(List.of("page")));
    select("#remote-files", "log");
    Hands.push(KeyCode.CONTROL, KeyCode.C);
    assertThat(RunningConsole.onFx(() -> Clipboard.getSystemClipboard().getString()))
        .isEqualTo(log.toString());
    select("#local-files", "page");
    Hands.push(KeyCode.CONTROL, KeyCode.V);
    awaitPhase(0, TransferPhase.DONE);
    assertThat(here.resolve("log")).hasContent("log");

    Hands.push(KeyCode.CONTROL, KeyCode.C);
    select("#remote-files", "log");
    Hands.push(KeyCode.CONTROL, KeyCode.V);
    awaitPhase(1, TransferPhase.DONE);
    assertThat(there.resolve("page")).hasContent("page");
  }

  @Test
  void lettersSelectTheFileThatBeginsWithThem(FxRobot robot) throws Exception {
    for (String name : List.of("alpha", "beta", "bravo", "brick")) {
      Files.writeString(there.resolve(name), "x");
    }
    openFiles();
    show("#remote-path", there);
    awaitListed("#remote-files", "alpha", "beta", "bravo", "brick");
    select("#remote-files", "alpha");
    type("bri");
    assertThat(selected("#remote-files")).isEqualTo("brick");
  }

  private void type(String letters) {
    RunningConsole.onFx(
        () -> {
          Typing.type(console.stage().getScene(), letters);
          return true;
        });
  }

  private String selected(String table) {
    return RunningConsole.onFx(
        () ->
            names(table).get(node(table, TableView.class).getSelectionModel().getSelectedIndex()));
  }

  @Test
  void filesAreGotToAFolderThatIsChosenAndOpenedOnTheDesktop(FxRobot robot) throws Exception {
    Files.writeString(there.resolve("log"), "log");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("log")));
    select("#remote-files", "log");
    console.click("#remote-go");
    awaitPhase(0, TransferPhase.DONE);
    RunningConsole.onFx(
        () -> {
          node("#transfers", ListView.class).getSelectionModel().select(0);
          menuItemNow("#transfers", "Open its folder").fire();
          return true;
        });
    assertThat(console.browsed).containsExactly(here.toString());
  }

  @Test
  void theFoldersOfLastTimeAreShownAlsoInANewTab(FxRobot robot) throws Exception {
    Files.writeString(there.resolve("known"), "x");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("known")));
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    console.await("the tab is closed", () -> !console.isVisible("#files-remote"));
    console.close();
    Stage next = RunningConsole.onFx(Stage::new);
    console = console(robot, next);
    console.awaitVisible("#dialog-confirm"); // The edge asks for its token.
    Hands.push(KeyCode.ESCAPE);
    console.await("the question is gone", () -> !console.isVisible("#dialog-confirm"));
    openFiles();
    console.await("the folder of last time", () -> text("#remote-path").equals(there.toString()));
    assertThat(text("#local-path")).isEqualTo(here.toString());
  }

  @Test
  void aTransferIsPausedContinuedLostFoundAndCancelled(FxRobot robot) throws Exception {
    byte[] much = new byte[60_000_000];
    new Random(3).nextBytes(much);
    Path first = Files.write(Files.createDirectory(there.resolve("much")).resolve("0"), much);
    for (int i = 1; i < 8; i++) {
      Files.createLink(there.resolve("much/" + i), first);
    }
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("much")));
    select("#remote-files", "much");
    console.click("#remote-go");
    awaitPhase(0, TransferPhase.RUNNING);
    console.await("bytes", () -> item(0).progress().bytes() > 0);
    console.click("#transfer-pause");
    awaitPhase(0, TransferPhase.PAUSED);
    console.picture("real-42-files-paused");
    console.click("#transfer-resume");
    awaitPhase(0, TransferPhase.RUNNING);
    EdgeFixture.await(edge.device().close());
    console.await(
        "it waits for the device",
        () -> item(0).status().phase() == TransferPhase.WAITING_FOR_DEVICE);
    console.picture("real-43-files-device-gone");
    assertThat(here.resolve("much")).doesNotExist();
    EdgeFixture.await(edge.addDevice(edge.deviceIdentity(), config -> config).ready());
    awaitPhase(0, TransferPhase.RUNNING);
    console.click("#transfer-cancel");
    awaitPhase(0, TransferPhase.CANCELLED);
    assertThat(here.resolve("much")).doesNotExist();
    console.click("#transfer-retry");
    awaitPhase(0, TransferPhase.DONE);
    assertThat(here.resolve("much/7")).hasBinaryContent(much);
    assertThat(list(here)).containsExactly("much");
    console.click("#transfers-clear");
    console.await("the list is empty", () -> transfers().isEmpty());
  }

  @Test
  void theTabComesBackWithItsFolders(FxRobot robot) throws Exception {
    Files.writeString(there.resolve("known"), "x");
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await("the folder is listed", () -> names("#remote-files").equals(List.of("known")));
    console.close();
    Stage next = RunningConsole.onFx(Stage::new);
    console = console(robot, next);
    console.awaitVisible("#files-local");
    assertThat(text("#local-path")).isEqualTo(here.toString());
    assertThat(text("#remote-path")).isEqualTo(there.toString());
  }
}

package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A file of a real device that is edited from the window. */
class FilesEditTest extends FilesTabTest {
  private Path file;

  @BeforeEach
  void edit() throws Exception {
    file = Files.writeString(there.resolve("app.conf"), "old");
    openFiles();
    show("#remote-path", there);
    awaitListed("#remote-files", "app.conf");
    select("#remote-files", "app.conf");
    push(KeyCode.F4);
    console.awaitText("It is open in an editor.");
  }

  /** The copy that the editor was given. */
  private Path copy() throws IOException {
    return Path.of(Files.readString(opened));
  }

  @Test
  void whatTheEditorSavesGoesBackAndTheListShowsIt() throws Exception {
    assertThat(copy()).hasContent("old");
    console.picture("real-60-edit");
    Files.writeString(copy(), "longer");
    console.awaitText("What was saved is on the device.");
    assertThat(file).hasContent("longer");
    console.await("its size is listed", () -> row("#remote-files", 0).contains("bytes=6,"));
    console.picture("real-61-edit-sent");
    Path copy = copy();
    console.click("#edit-close");
    console.await("the bar is gone", () -> !console.isVisible("#edits"));
    assertThat(copy).doesNotExist();
  }

  @Test
  void aChangeOnTheDeviceIsOverwrittenIfThatIsWanted() throws Exception {
    changeOnBothSides();
    console.click("#edit-overwrite");
    console.awaitText("What was saved is on the device.");
    assertThat(file).hasContent("mine");
  }

  @Test
  void aChangeOnTheDeviceIsTakenIfThatIsWanted() throws Exception {
    changeOnBothSides();
    console.click("#edit-discard");
    console.awaitText("It is open in an editor.");
    assertThat(file).hasContent("theirs");
    assertThat(copy()).hasContent("theirs");
  }

  @Test
  void bothVersionsAreKeptIfThatIsWanted() throws Exception {
    changeOnBothSides();
    console.click("#edit-keep-both");
    console.awaitText("What was saved is on the device.");
    assertThat(file).hasContent("theirs");
    console.await("the other one is listed", () -> names("#remote-files").size() == 2);
    assertThat(there.resolve(names("#remote-files").getFirst())).hasContent("mine");
  }

  @Test
  void aSavedFileIsKeptAndBroughtBack() throws Exception {
    Files.writeString(copy(), "longer");
    console.awaitText("What was saved is on the device.");
    assertThat(there.resolve(".app.conf.portolan-previous")).hasContent("old");
    console.await(
        "the previous version is listed", () -> row("#remote-files", 0).contains("bytes=6,"));
    RunningConsole.onFx(
        () -> {
          select("#remote-files", "app.conf");
          menuItemNow("#remote-files", "Restore previous").fire();
          return true;
        });
    console.awaitText(
        "The previous version of app.conf is back; what it was is kept in its place.");
    assertThat(file).hasContent("old");
  }

  @Test
  void aTabWithAnOpenEditorAsksBeforeItCloses() {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    console.awaitText("a file is open in an editor here");
    console.click("#dialog-confirm");
    console.await("the tab is gone", () -> !console.isVisible("#edit-close"));
  }

  @Test
  void quittingWithAnOpenEditorAsksOnce() {
    AtomicInteger left = new AtomicInteger();
    RunningConsole.onFx(
        () -> {
          console.askToLeave(left::incrementAndGet);
          console.askToLeave(left::incrementAndGet);
          return true;
        });
    console.awaitText("One file of devices is open in an editor here.");
    assertThat(left).hasValue(0);
    console.picture("real-64-edit-quits");
    console.click("#dialog-confirm");
    console.await("it is confirmed", () -> left.get() == 1);
    assertThat(console.isVisible("#dialog-confirm")).isFalse();
  }

  @Test
  void aTabWithAnUnsentEditAsksBeforeItCloses() throws Exception {
    changeOnBothSides();
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.W);
    console.awaitVisible("#dialog-confirm");
    console.picture("real-63-edit-closes");
    Hands.push(KeyCode.ESCAPE);
    console.await("the tab is still there", () -> console.isVisible("#edit-discard"));
  }

  private void changeOnBothSides() throws IOException {
    Files.writeString(file, "theirs");
    Files.writeString(copy(), "mine");
    console.awaitText("was changed by somebody else meanwhile");
    assertThat(file).hasContent("theirs");
    console.picture("real-62-edit-changed-there");
  }
}

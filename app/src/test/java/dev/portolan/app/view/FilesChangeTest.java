package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.view.files.FileRow;
import dev.portolan.app.view.files.Trash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;

/** Files of both sides are renamed and deleted. */
class FilesChangeTest extends FilesTabTest {
  /** Refuses until there is its folder. */
  @Override
  Trash trash() {
    return new Trash(
        List.of(
            "sh",
            "-c",
            "[ -d \"$0\" ] || { echo 'this disk has no trash'; exit 1; }; mv \"$@\" \"$0\"",
            trashFolder().toString()));
  }

  private Path trashFolder() {
    return folder.resolve("trash");
  }

  @Test
  void theDevicesFilesAreRenamedByF2() throws Exception {
    Files.writeString(there.resolve("app.conf"), "content");
    Files.writeString(there.resolve("taken"), "");
    shown();
    select("#remote-files", "app.conf");
    push(KeyCode.F2);
    console.awaitVisible("#remote-rename-name");
    assertThat(text("#remote-rename-name")).isEqualTo("app.conf");
    console.fill("#remote-rename-name", "taken");
    push(KeyCode.ENTER);
    console.awaitText("There is something of this name already.");
    console.fill("#remote-rename-name", "-new name.conf");
    push(KeyCode.ENTER);
    console.await("it is renamed", () -> names("#remote-files").contains("-new name.conf"));
    assertThat(there.resolve("-new name.conf")).hasContent("content");
    assertThat(console.isVisible("#remote-rename-name")).isFalse();
    console.await("it is selected", () -> selected().equals("-new name.conf"));
  }

  @Test
  void theDevicesFilesAreDeletedOnceThatIsConfirmed() throws Exception {
    Files.writeString(there.resolve("app.log"), "0123456789");
    Files.writeString(Files.createDirectory(there.resolve("folder")).resolve("inner"), "");
    shown();
    select("#remote-files", "app.log");
    push(KeyCode.DELETE);
    console.awaitText("On pump-7: a file (10 B). This cannot be undone.");
    push(KeyCode.ESCAPE);
    assertThat(there.resolve("app.log")).exists();
    select("#remote-files", "app.log");
    Hands.push(KeyCode.CONTROL, KeyCode.A);
    push(KeyCode.DELETE);
    console.awaitText("Delete 2 files and folders?");
    console.awaitText(
        "On pump-7: a folder with everything in it, a file (10 B). This cannot be undone.");
    console.picture("files-delete");
    console.click("#dialog-confirm");
    console.await("it is empty", () -> names("#remote-files").isEmpty());
    assertThat(there).isEmptyDirectory();
  }

  @Test
  void filesOfThisComputerGoToTheTrashOrForGoodIfItRefuses() throws Exception {
    Files.writeString(here.resolve("a"), "");
    Files.createSymbolicLink(here.resolve("link"), there);
    Files.writeString(there.resolve("stays"), "");
    shown();
    select("#local-files", "link");
    push(KeyCode.DELETE);
    console.awaitText(
        "On this computer: a link, but not what it leads to."
            + " You find it in the trash of this computer then.");
    console.click("#dialog-confirm");
    console.awaitText(
        "It did not go to the trash: this disk has no trash\n\n"
            + "On this computer: a link, but not what it leads to. This cannot be undone.");
    assertThat(here.resolve("link")).isSymbolicLink();
    console.click("#dialog-confirm");
    console.await("the link is gone", () -> names("#local-files").equals(List.of("a")));
    assertThat(there.resolve("stays")).exists();
    Files.createDirectory(trashFolder());
    select("#local-files", "a");
    push(KeyCode.DELETE);
    console.click("#dialog-confirm");
    console.await("the file is gone", () -> names("#local-files").isEmpty());
    assertThat(trashFolder().resolve("a")).exists();
  }

  @Test
  void filesOfThisComputerAreRenamed() throws Exception {
    Files.writeString(here.resolve("a"), "content");
    shown();
    select("#local-files", "a");
    push(KeyCode.F2);
    console.fill("#local-rename-name", "b");
    push(KeyCode.ENTER);
    console.await("it is renamed", () -> names("#local-files").equals(List.of("b")));
    assertThat(here.resolve("b")).hasContent("content");
  }

  private String selected() {
    Object row = node("#remote-files", TableView.class).getSelectionModel().getSelectedItem();
    return row instanceof FileRow file ? file.name() : "";
  }

  private void shown() {
    openFiles();
    show("#local-path", here);
    show("#remote-path", there);
    console.await(
        "the folders are listed",
        () ->
            text("#local-path").equals(here.toString())
                && text("#remote-path").equals(there.toString())
                && names("#remote-files").size() == there.toFile().list().length
                && names("#local-files").size() == here.toFile().list().length);
  }
}

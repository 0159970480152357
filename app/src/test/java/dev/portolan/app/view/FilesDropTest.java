package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.view.shell.ShellView;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.DragEvent;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that are dropped onto a shell, a tab or a row of a real device. */
class FilesDropTest extends FilesTabTest {
  private Path file;

  @BeforeEach
  void file() throws Exception {
    file = Files.writeString(here.resolve("dropped"), "dropped");
  }

  @Test
  void aShellTakesFilesIntoTheFolderThatItSaysItIsIn() throws Exception {
    ShellView shell = openShell();
    type("PROMPT_COMMAND='printf \"\\e]7;file://%s%s\\a\" pump-7 \"$PWD\"'; cd '" + there + "'");
    console.await("its folder is known", () -> shell.path().equals(there.toString()));
    drop(shell);
    awaitDropped();
    assertThat(console.isVisible("#dropFolder")).isFalse();
  }

  @Test
  void aShellOfWhichTheFolderIsNotKnownAsks() {
    Node shell = openShell();
    over(shell);
    console.picture("real-70-drop-shell");
    drop(shell);
    answer();
    awaitDropped();
  }

  @Test
  void aTabOfADeviceAsksAndProposesTheFolderOfLastTime() {
    drop(node(".device-view", Node.class));
    answer();
    awaitDropped();
    drop(row());
    console.awaitVisible("#dropFolder");
    assertThat(text("#dropFolder")).isEqualTo(there.toString());
  }

  @Test
  void aRowOfADeviceAsks() {
    over(row());
    console.picture("real-71-drop-row");
    drop(row());
    console.awaitVisible("#dropFolder");
    console.picture("real-72-drop-asks");
    answer();
    awaitDropped();
  }

  private void answer() {
    console.awaitVisible("#dropFolder");
    assertThat(text("#dropFolder")).isEmpty();
    console.fill("#dropFolder", there.toString());
    console.click("#dialog-confirm");
  }

  private void awaitDropped() {
    console.await("it is there", () -> Files.exists(there.resolve("dropped")));
    assertThat(there.resolve("dropped")).hasContent("dropped");
  }

  private ShellView openShell() {
    console.click("#shell");
    console.awaitText("1 shell");
    console.await("a prompt", () -> !shell().shownText().isBlank());
    return shell();
  }

  private ShellView shell() {
    return node(".shell-view", ShellView.class);
  }

  private void type(String line) {
    RunningConsole.onFx(
        () -> {
          node("#terminal", Node.class).requestFocus();
          Typing.type(console.stage().getScene(), line);
          return true;
        });
    Hands.push(KeyCode.ENTER);
  }

  private Node row() {
    return RunningConsole.onFx(
        () ->
            console.stage().getScene().getRoot().lookupAll(".sidebar-row").stream()
                .filter(
                    row ->
                        row.lookupAll(".label").stream()
                            .anyMatch(
                                label ->
                                    label instanceof Label name && "pump-7".equals(name.getText())))
                .findFirst()
                .orElseThrow());
  }

  private void over(Node node) {
    fire(node, DragEvent.DRAG_OVER);
  }

  private void drop(Node node) {
    fire(node, DragEvent.DRAG_DROPPED);
  }

  private void fire(Node node, EventType<DragEvent> type) {
    Hands.interact(() -> Event.fireEvent(node, Dragged.event(type, file)));
  }
}

package dev.portolan.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.view.shell.ShellView;
import java.nio.file.Path;
import java.util.List;
import javafx.scene.control.Labeled;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** The same keys for several real shells. */
@DisabledOnOs(OS.WINDOWS)
@ExtendWith(ApplicationExtension.class)
class SharedShellsTest {
  @TempDir Path folder;
  private Stage stage;
  private RunningConsole console;

  @Start
  void start(Stage primary) {
    stage = primary;
  }

  @BeforeEach
  void open(FxRobot robot) {
    console = new RunningConsole(robot, stage, folder.resolve("data"));
    console.click("#tryLab");
    console.awaitText("Connected");
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    console.await("a shell", () -> shells(robot).size() == 1 && isReady(shells(robot).getFirst()));
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
    console.await(
        "two shells", () -> shells(robot).size() == 2 && isReady(shells(robot).getLast()));
  }

  @AfterEach
  void close() {
    console.close();
  }

  @Test
  void keysAndPastedTextGoToAllUntilOneLeaves(FxRobot robot) {
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    console.awaitText("Send keys to several shells");
    console.picture("share-1-chosen");
    Hands.push(KeyCode.ENTER);
    console.await("the bars", () -> bars(robot) == 2);
    type("echo sum=$((40 + 2))");
    Hands.push(KeyCode.ENTER);
    console.await(
        "both have run it",
        () -> shells(robot).stream().allMatch(shell -> shell.shownText().contains("sum=42")));
    console.picture("share-2-on");

    Hands.interact(
        () -> {
          ClipboardContent content = new ClipboardContent();
          content.putString("echo pasted=$((1 + 1))");
          Clipboard.getSystemClipboard().setContent(content);
        });
    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
    console.awaitText("2 shells");
    console.picture("share-3-paste");
    console.click("#question-yes");
    Hands.push(KeyCode.ENTER);
    console.await(
        "both have got it",
        () -> shells(robot).stream().allMatch(shell -> shell.shownText().contains("pasted=2")));

    Hands.push(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.H);
    console.await("no bar is left", () -> bars(robot) == 0);
    type("echo alone=$((7 + 1))");
    Hands.push(KeyCode.ENTER);
    console.await("one has run it", () -> shells(robot).getLast().shownText().contains("alone=8"));
    assertThat(shells(robot).getFirst().shownText()).doesNotContain("alone");
  }

  private void type(String text) {
    Hands.interact(() -> Typing.type(stage.getScene(), text));
  }

  private static long bars(FxRobot robot) {
    return robot.lookup("#shell-share-text").queryAll().stream()
        .filter(node -> node.getParent().isVisible())
        .filter(node -> ((Labeled) node).getText().contains("go to 2 shells"))
        .count();
  }

  private static boolean isReady(ShellView shell) {
    return !shell.shownText().isBlank();
  }

  private static List<ShellView> shells(FxRobot robot) {
    return robot.lookup(".shell-view").queryAll().stream().map(ShellView.class::cast).toList();
  }
}

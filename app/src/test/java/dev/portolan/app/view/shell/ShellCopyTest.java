package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.Settings;
import dev.portolan.app.view.Hands;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A program that wants to put text on the clipboard. */
class ShellCopyTest extends DeviceShellTest {
  private int copies;

  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void allowQuestions() {
    window.setClipboard("mine");
    window.onFx(
        () -> {
          window.settings.set(window.settings.get().with(Settings.PROGRAMS_COPY, true));
          return true;
        });
  }

  /** Has a program copy, and waits until the terminal has come to what follows. */
  private void copyThere(String text) {
    String data = "$(printf '%s' '" + text + "' | base64 -w0)";
    window.enter("printf '\\033]52;c;%s\\a' " + data + "; echo \"done $((++n))\"");
    copies++;
    window.awaitLine("done " + copies);
  }

  private Node node(String selector) {
    return requireNonNull(window.view.lookup(selector));
  }

  private boolean isBarShown() {
    return window.onFx(() -> node("#shell-copy").isVisible());
  }

  private String barText() {
    return window.onFx(() -> ((Label) node("#shell-copy-text")).getText());
  }

  private boolean isAsked() {
    return window.onFx(() -> window.view.lookup("#question-content") != null);
  }

  @Test
  void nothingIsCopiedUnlessAPersonWantsSuchQuestions() {
    window.setClipboard("mine");
    copyThere("theirs");

    assertThat(isBarShown()).isFalse();
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Y);
    assertThat(isAsked()).isFalse();
    assertThat(window.clipboard()).isEqualTo("mine");
  }

  @Test
  void theFirstIsAskedAboutAndLaterOnesAreToldUntilThatIsEnded() {
    allowQuestions();
    copyThere("ls -l /var/log");
    assertThat(barText()).isEqualTo("A program on pump-7 wants to copy 14 characters.");
    pictures("shell-copy-bar");
    assertThat(window.clipboard()).isEqualTo("mine");
    window.enter("echo keys go to the shell");
    window.awaitLine("keys go to the shell");
    assertThat(isAsked()).isFalse();
    assertThat(window.clipboard()).isEqualTo("mine");

    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Y);
    assertThat(window.onFx(() -> ((TextArea) node("#question-content")).getText()))
        .isEqualTo("ls -l /var/log");
    pictures("shell-copy-question");
    window.press(KeyCode.ENTER);
    assertThat(window.clipboard()).isEqualTo("ls -l /var/log");
    assertThat(window.onFx(() -> window.terminal().isFocused())).isTrue();

    copyThere("x");
    assertThat(isAsked()).isFalse();
    assertThat(window.clipboard()).isEqualTo("x");
    assertThat(barText()).isEqualTo("A program on pump-7 has copied 1 character.");
    pictures("shell-copy-told");
    Hands.click(node("#shell-copy-action"));
    assertThat(isBarShown()).isFalse();
    copyThere("no longer");
    assertThat(isBarShown()).isFalse();
    assertThat(window.clipboard()).isEqualTo("x");
  }

  @Test
  void whatWasRefusedIsNotAskedAgain() {
    allowQuestions();
    copyThere("theirs");
    Hands.click(node("#shell-copy-action"));
    assertThat(isAsked()).isTrue();
    window.press(KeyCode.ESCAPE);
    assertThat(isAsked()).isFalse();
    copyThere("again");

    assertThat(isBarShown()).isFalse();
    assertThat(window.clipboard()).isEqualTo("mine");
  }

  @Test
  void inASmallWindowTheQuestionAndItsButtonsCanBeSeen() {
    allowQuestions();
    window.resize(420, 360);
    copyThere("0123456789".repeat(40));
    window.picture("shell-copy-bar-small");
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Y);
    window.picture("shell-copy-question-small");
    assertThat(
            window.onFx(
                () ->
                    node("#question-no")
                        .localToScene(node("#question-no").getLayoutBounds())
                        .getMaxY()))
        .isLessThan(360);
  }
}

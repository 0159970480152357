package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.view.Hands;
import java.util.List;
import java.util.stream.Collectors;
import javafx.application.Application;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a person is asked before something unusual is pasted. */
class ShellPasteTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void paste(String text) {
    window.setClipboard(text);
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
  }

  private void awaitQuestion() {
    window.await("the question", () -> window.view.lookup("#question-content") != null);
  }

  private void awaitNoQuestion() {
    window.await("no question", () -> window.view.lookup("#question-content") == null);
  }

  private String shown() {
    return window.onFx(
        () -> ((TextArea) requireNonNull(window.view.lookup("#question-content"))).getText());
  }

  private String notes() {
    return window.onFx(
        () ->
            window.view.lookupAll(".question-note").stream()
                .map(note -> ((Label) note).getText())
                .collect(Collectors.joining("\n")));
  }

  private void answer(String id) {
    Hands.click(requireNonNull(window.view.lookup(id)));
    awaitNoQuestion();
  }

  @Test
  void onePlainLineIsTypedAndMoreAreShownFirst() {
    paste("echo one-line");
    window.awaitLine("$ echo one-line");
    window.press(KeyCode.CONTROL, KeyCode.U);

    window.setClipboard("echo first\necho second\n");
    window.press(KeyCode.SHIFT, KeyCode.INSERT);
    awaitQuestion();
    assertThat(shown()).isEqualTo("echo first\necho second\n");
    window.picture("shell-paste");
    window.press(KeyCode.ESCAPE);
    awaitNoQuestion();

    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
    awaitQuestion();
    window.press(KeyCode.ENTER);
    window.awaitLine("second");
    window.await("the prompt behind it", () -> window.text().contains("\nsecond\n"));
    assertThat(window.text()).containsOnlyOnce("\nfirst\n").containsOnlyOnce("\nsecond\n");
  }

  @Test
  void severalLinesCanBePastedAsOneThatDoesNotRun() {
    paste("echo first \\\n  second\necho third\n");
    awaitQuestion();
    answer("#question-one-line");
    window.awaitLine("$ echo first second echo third");

    window.press(KeyCode.CONTROL, KeyCode.U);
    paste("echo alone\n");
    awaitQuestion();
    answer("#question-one-line");
    window.awaitLine("$ echo alone");
    assertThat(window.onFx(() -> window.terminal().isFocused())).isTrue();
  }

  @Test
  void whatIsNotWhatItSeemsIsToldAndShownBySigns() {
    paste("sudo\u00a0rm \u202etxt.sh\u0007 \u05d0\u200b");
    awaitQuestion();
    assertThat(shown()).isEqualTo("sudo⟨U+00A0⟩rm ⟨U+202E⟩txt.sh␇ \u05d0⟨U+200B⟩");
    assertThat(notes())
        .contains("1 control character, such as Escape")
        .contains("2 characters that cannot be seen")
        .contains("1 character that turns the direction")
        .contains("1 letter from right to left");
    assertThat(window.view.lookup("#question-one-line")).isNull();
    for (String size : List.of("large", "small")) {
      window.resize(size.equals("large") ? 900 : 420, size.equals("large") ? 560 : 360);
      window.picture("shell-paste-odd-" + size);
      robot.interact(
          () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
      window.picture("shell-paste-odd-dark-" + size);
      robot.interact(
          () -> Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
    }
    window.press(KeyCode.ESCAPE);
    awaitNoQuestion();
    window.enter("echo nothing was pasted");
    window.awaitLine("nothing was pasted");
  }

  @Test
  void controlCharactersAreTakenOutOfWhatIsPasted() {
    paste("echo one\u001b[201~\u0007-line");
    awaitQuestion();
    answer("#question-yes");
    window.awaitLine("$ echo one[201~-line");
  }
}

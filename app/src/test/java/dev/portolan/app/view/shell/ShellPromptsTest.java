package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shell that says where its prompts and the output of commands begin. */
class ShellPromptsTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void markPrompts() {
    window.type(
        "PS0='\\e]133;C\\a' PS1='\\[\\e]133;A\\a\\]$ ';"
            + " PROMPT_COMMAND='printf \"\\e]133;D;%s\\a\" \"$?\"'; clear");
    window.await("all is typed", () -> window.text().stripTrailing().endsWith("clear"));
    window.press(KeyCode.ENTER);
    window.await("the first of the new prompts", () -> window.text().strip().equals("$"));
  }

  /** Enters a command and waits for the prompt after it: what is typed before that is output. */
  private void run(String command) {
    window.type(command);
    awaitLastLine("$ " + command);
    window.press(KeyCode.ENTER);
    awaitLastLine("$");
  }

  private void awaitLastLine(String line) {
    window.await(
        "the last line '" + line + "'",
        () ->
            window.text().stripTrailing().lines().reduce("", (before, next) -> next).equals(line));
  }

  private String firstLine() {
    return window.text().lines().findFirst().orElse("");
  }

  private void awaitFirstLine(String line) {
    window.await("first line '" + line + "'", () -> firstLine().equals(line));
  }

  private void shiftControl(KeyCode key) {
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, key);
  }

  @Test
  void keysLeadFromPromptToPrompt() {
    markPrompts();
    run("seq 100 199");
    window.awaitLine("199");
    run("true");
    run("seq 200 299");
    window.awaitLine("299");
    run("echo last");
    window.awaitLine("last");

    shiftControl(KeyCode.Z);
    awaitFirstLine("$ seq 200 299");
    shiftControl(KeyCode.Z);
    awaitFirstLine("$ true");
    shiftControl(KeyCode.Z);
    awaitFirstLine("$ seq 100 199");
    shiftControl(KeyCode.X);
    awaitFirstLine("$ true");
    shiftControl(KeyCode.X);
    awaitFirstLine("$ seq 200 299");
    shiftControl(KeyCode.X);
    window.awaitLine("last");
  }

  @Test
  void whatCommandsPrintedCanBeSelected() {
    markPrompts();
    run("seq 3");
    run("true");
    run("echo ünï; seq 40");
    window.awaitLine("40");

    shiftControl(KeyCode.I);
    pictures("shell-output-selected");
    shiftControl(KeyCode.C);
    assertThat(window.clipboard()).startsWith("ünï\n1\n2\n").endsWith("\n40");
    shiftControl(KeyCode.I);
    shiftControl(KeyCode.I);
    shiftControl(KeyCode.C);
    assertThat(window.clipboard()).isEqualTo("1\n2\n3");
    shiftControl(KeyCode.Z);
    shiftControl(KeyCode.I);
    shiftControl(KeyCode.C);
    assertThat(window.clipboard()).as("of the command that was gone to").endsWith("\n3");
  }

  @Test
  void aCommandThatFailedHasANotchBeforeItsPrompt() {
    markPrompts();
    run("true");
    run("ls /nowhere");
    run("echo fine");
    window.awaitLine("fine");

    pictures("shell-failed-mark");
    assertThat(window.isNotched("$ ls /nowhere")).isTrue();
    assertThat(window.isNotched("$ true")).isFalse();
    assertThat(window.isNotched("$ echo fine")).isFalse();
  }
}

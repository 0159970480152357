package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shell that says in which folder it is. */
class ShellFolderTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void tellFolder(String host) {
    window.enter("PROMPT_COMMAND='printf \"\\e]7;file://%s%s\\a\" " + host + " \"$PWD\"'");
  }

  private void awaitFolder(String words) {
    window.await("in " + words, () -> window.view.folderProperty().get().equals(words));
  }

  private String path() {
    return window.onFx(window.view::path);
  }

  private void startIn(String path) {
    window.onFx(
        () -> {
          window.view.startIn(path);
          return true;
        });
  }

  @Test
  void itsFolderIsToldAndTheComputerWhereThatIsAnother() {
    assertThat(path()).isEmpty();
    tellFolder("pump-7");
    window.enter("cd /usr/share");
    awaitFolder("/usr/share");
    assertThat(path()).isEqualTo("/usr/share");

    tellFolder("gate-2");
    awaitFolder("gate-2:/usr/share");
    assertThat(path()).as("no folder of the device").isEmpty();
  }

  @Test
  void aShellBeginsInTheFolderThatAPersonWants() {
    startIn("/usr/share");
    tellFolder("pump-7");
    awaitFolder("/usr/share");
    window.enter("pwd");
    window.awaitLine("/usr/share");
  }

  @Test
  void aFolderThatWouldMeanMoreToAShellIsNotTyped() {
    startIn("/usr/share'; echo typed; '");
    tellFolder("pump-7");
    window.enter("cd /usr");
    awaitFolder("/usr");
    assertThat(window.text()).doesNotContain("echo typed");
  }
}

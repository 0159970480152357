package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import dev.portolan.app.session.TerminalState;
import dev.portolan.app.view.Hands;
import javafx.application.Application;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shell that a person has locked. */
class ShellLockTest extends DeviceShellTest {
  @BeforeEach
  void open() {
    window.plainPrompt();
  }

  private void lock() {
    robot.interact(() -> window.view.lockedProperty().set(true));
    Hands.settle();
  }

  private void unlock() {
    Hands.click(requireNonNull(window.view.lookup("#shell-unlock")));
    assertThat(window.onFx(() -> window.view.lockedProperty().get())).isFalse();
  }

  @Test
  void keysPastedTextAndTheMouseGoNowhereUntilItIsUnlocked() {
    window.enter("printf '\\033[?1000h'; clear");
    window.awaitLine("$");
    lock();
    window.type("never");
    window.setClipboard("pasted");
    window.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.V);
    window.press(KeyCode.CONTROL, KeyCode.C);
    ShellMouse mouse = new ShellMouse(window);
    mouse.click(mouse.in(4.5, 3.5), 1);
    window.picture("shell-locked-light");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerDark().getUserAgentStylesheet()));
    window.picture("shell-locked-dark");
    robot.interact(
        () -> Application.setUserAgentStylesheet(new PrimerLight().getUserAgentStylesheet()));
    unlock();
    window.enter("printf '\\033[?1000l'; echo heard");
    window.awaitLine("heard");
    assertThat(window.text())
        .doesNotContain("never")
        .doesNotContain("pasted")
        .doesNotContain("^C")
        .contains("$ printf '\\033[?1000l'; echo heard");
  }

  @Test
  void aShellThatEndedIsNotOpenedAnewWhileItIsLocked() {
    window.enter("exit");
    window.awaitState(TerminalState.Ended.class);
    lock();
    window.press(KeyCode.ENTER);
    assertThat(window.onFx(() -> window.view.stateProperty().get()))
        .isInstanceOf(TerminalState.Ended.class);
    unlock();
    window.press(KeyCode.ENTER);
    window.awaitState(TerminalState.Connected.class);
  }
}

package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;

/** Which bytes a key sends, and which keys send none. */
class ShellKeysTest {
  @Test
  void controlAndAltSendEscapeAndTheControlCharacter() {
    assertThat(Keys.typed(typed("\u0001", true))).containsExactly(0x1b, 0x01);
  }

  @Test
  void theAltGraphKeyOfWindowsSendsItsCharacterAlone() {
    assertThat(Keys.typed(typed("@", true))).containsExactly('@');
  }

  @Test
  void controlAndTheSignsOfTwoAndSixReachTheShell() {
    assertControl(KeyCode.DIGIT2, 0x00);
    assertControl(KeyCode.DIGIT6, 0x1e);
  }

  @Test
  void controlAndTabStaysWithTheWindow() {
    assertThat(Keys.isOfWindow(event(KeyEvent.KEY_PRESSED, "", KeyCode.TAB, false, false)))
        .isTrue();
  }

  private static void assertControl(KeyCode code, int expected) {
    KeyEvent event = event(KeyEvent.KEY_PRESSED, "", code, true, false);
    assertThat(Keys.isOfWindow(event)).as(code.getName()).isFalse();
    assertThat(Keys.pressed(event, (key, modifiers) -> null)).containsExactly(expected);
  }

  private static KeyEvent typed(String text, boolean alt) {
    return event(KeyEvent.KEY_TYPED, text, KeyCode.UNDEFINED, false, alt);
  }

  private static KeyEvent event(
      EventType<KeyEvent> type, String text, KeyCode code, boolean shift, boolean alt) {
    return new KeyEvent(type, text, "", code, shift, true, alt, false);
  }
}

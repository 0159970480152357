package dev.portolan.app.view.shell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.terminal.KeyPress;
import dev.portolan.app.terminal.KeyPress.Modifier;
import dev.portolan.app.terminal.NamedKey;
import javafx.event.EventType;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which key a press is for a terminal, which keys are the window's, and what typed text sends. */
class ShellKeysTest {
  @Test
  void controlAndAltSendEscapeAndTheControlCharacter() {
    assertThat(Keys.typed(typed("\u0001", true))).containsExactly(0x1b, 0x01);
  }

  @Test
  void theAltGraphKeyOfWindowsSendsItsCharacterAlone() {
    assertThat(Keys.typed(typed("@", true))).containsExactly('@');
  }

  @ParameterizedTest
  @CsvSource({"DIGIT2, @", "DIGIT6, ^", "MINUS, _", "SLASH, ?"})
  void controlAndShiftOnSignsReachTheShell(KeyCode code, char shifted) {
    KeyEvent event = pressed("", code, true, false);

    assertThat(Keys.isOfWindow(event)).isFalse();
    assertThat(press(event).shifted()).isEqualTo(shifted);
  }

  @Test
  void lettersAreNamedWithoutTheirShift() {
    KeyPress press = press(pressed("", KeyCode.A, true, true));

    assertThat(press.character()).isEqualTo('a');
    assertThat(press.shifted()).isEqualTo('A');
    assertThat(press.modifiers())
        .containsExactlyInAnyOrder(Modifier.SHIFT, Modifier.CONTROL, Modifier.ALT);
  }

  @Test
  void keysThatTypeNothingHaveNames() {
    assertThat(press(pressed("", KeyCode.KP_UP, false, false)).named())
        .isEqualTo(NamedKey.ARROW_UP);
    assertThat(press(pressed("", KeyCode.F11, false, false)).named()).isEqualTo(NamedKey.F11);
  }

  @Test
  void lettersOfOtherAlphabetsAreWhatTheyType() {
    assertThat(press(pressed("\u0444", KeyCode.UNDEFINED, false, false)).character())
        .isEqualTo('\u0444');
  }

  @Test
  void controlAndTabStaysWithTheWindow() {
    assertThat(Keys.isOfWindow(pressed("", KeyCode.TAB, false, false))).isTrue();
  }

  private static KeyPress press(KeyEvent event) {
    return requireNonNull(Keys.press(event, KeyPress.Phase.PRESSED));
  }

  private static KeyEvent typed(String text, boolean alt) {
    return event(KeyEvent.KEY_TYPED, text, "", KeyCode.UNDEFINED, false, alt);
  }

  private static KeyEvent pressed(String text, KeyCode code, boolean shift, boolean alt) {
    return event(KeyEvent.KEY_PRESSED, KeyEvent.CHAR_UNDEFINED, text, code, shift, alt);
  }

  private static KeyEvent event(
      EventType<KeyEvent> type,
      String character,
      String text,
      KeyCode code,
      boolean shift,
      boolean alt) {
    return new KeyEvent(type, character, text, code, shift, true, alt, false);
  }
}

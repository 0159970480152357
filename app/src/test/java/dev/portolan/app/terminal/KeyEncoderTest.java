package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.CSI;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.terminal.KeyPress.Modifier;
import dev.portolan.app.terminal.KeyPress.Phase;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keys send, as xterm sends it, in each of the modes that programs may set. */
class KeyEncoderTest {
  private final FedScreen fed = new FedScreen(80, 24);

  @ParameterizedTest
  @CsvSource({
    "ARROW_UP, '', ^[[A",
    "ARROW_UP, S, ^[[1;2A",
    "ARROW_UP, A, ^[[1;3A",
    "ARROW_UP, C, ^[[1;5A",
    "ARROW_UP, AC, ^[[1;7A",
    "ARROW_LEFT, A, ^[[1;3D",
    "HOME, C, ^[[1;5H",
    "END, S, ^[[1;2F",
    "INSERT, '', ^[[2~",
    "DELETE, C, ^[[3;5~",
    "PREVIOUS_PAGE, A, ^[[5;3~",
    "F1, '', ^[OP",
    "F4, A, ^[[1;3S",
    "F5, '', ^[[15~",
    "F12, SA, ^[[24;4~",
    "ENTER, '', ^M",
    "ENTER, S, ^M",
    "ENTER, C, ^M",
    "ENTER, A, ^[^M",
    "TAB, '', ^I",
    "TAB, S, ^[[Z",
    "TAB, A, ^[^I",
    "ESC, '', ^[",
    "ESC, A, ^[^[",
    "BACKSPACE, '', ^?",
    "BACKSPACE, C, ^H",
    "BACKSPACE, A, ^[^?",
    "SHIFT, S, ''"
  })
  void keysWithoutAModeAreAsEver(NamedKey key, String modifiers, String expected) {
    assertThat(sent(press(key, modifiers))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "a, C, ^A",
    "a, AC, ^[^A",
    "z, C, ^Z",
    "' ', C, ^@",
    "2, C, ^@",
    "3, C, ^[",
    "[, C, ^[",
    "\\, C, ^\\",
    "], C, ^]",
    "6, C, ^^",
    "/, C, ^_",
    "8, C, ^?"
  })
  void controlCharactersAreSentAtOnce(char key, String modifiers, String expected) {
    assertThat(sent(press(key, 0, modifiers))).isEqualTo(expected);
  }

  @Test
  void shiftMakesTheSignsThatControlNeeds() {
    assertThat(sent(press('2', '@', "SC"))).isEqualTo("^@");
    assertThat(sent(press('-', '_', "SC"))).isEqualTo("^_");
  }

  @Test
  void textComesAsText() {
    assertThat(sent(press('a', 0, ""))).isEqualTo("text");
    assertThat(sent(press('a', 'A', "S"))).isEqualTo("text");
    assertThat(sent(press('a', 0, "A"))).isEqualTo("text");
  }

  @Test
  void cursorKeysHaveApplicationSequences() {
    fed.feed(CSI + "?1h");

    assertThat(sent(press(NamedKey.ARROW_UP, ""))).isEqualTo("^[OA");
    assertThat(sent(press(NamedKey.HOME, ""))).isEqualTo("^[OH");
    assertThat(sent(press(NamedKey.ARROW_UP, "C"))).isEqualTo("^[[1;5A");
  }

  @Test
  void modesOfEnterAndBackspace() {
    fed.feed(CSI + "20h" + CSI + "?67h");

    assertThat(sent(press(NamedKey.ENTER, ""))).isEqualTo("^M^J");
    assertThat(sent(press(NamedKey.BACKSPACE, ""))).isEqualTo("^H");
    assertThat(sent(press(NamedKey.BACKSPACE, "C"))).isEqualTo("^?");
  }

  @ParameterizedTest
  @CsvSource({
    "1, ENTER, S, ^[[27;2;13~",
    "1, ENTER, C, ^[[27;5;13~",
    "1, ENTER, '', ^M",
    "1, TAB, S, ^[[Z",
    "1, TAB, A, ^[[27;3;9~",
    "1, BACKSPACE, C, ^H",
    "1, ESC, A, ^[^[",
    "2, ENTER, S, ^[[27;2;13~",
    "2, ESC, A, ^[[27;3;27~",
    "2, BACKSPACE, C, ^[[27;5;127~",
    "2, TAB, S, ^[[Z",
    "2, ARROW_UP, C, ^[[1;5A"
  })
  void otherKeysAreModified(int level, NamedKey key, String modifiers, String expected) {
    fed.feed(CSI + ">4;" + level + "m");

    assertThat(sent(press(key, modifiers))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, a, C, ^A",
    "1, 1, C, ^[[27;5;49~",
    "1, ;, C, ^[[27;5;59~",
    "1, a, AC, ^[[27;7;97~",
    "1, a, A, text",
    "2, a, C, ^[[27;5;97~",
    "2, a, A, ^[[27;3;97~",
    "2, a, S, text",
    "2, ' ', S, ^[[27;2;32~",
    "2, a, '', text"
  })
  void otherCharactersAreModified(int level, char key, String modifiers, String expected) {
    fed.feed(CSI + ">4;" + level + "m");

    assertThat(sent(press(key, 0, modifiers))).isEqualTo(expected);
  }

  @Test
  void modifyOtherKeysIsAskedForAndEnded() {
    fed.feed(CSI + ">4;2m", CSI + "?4m", CSI + ">4m", CSI + "?4m", CSI + ">4;7m", CSI + "?4m");

    assertThat(fed.answers).containsExactly("\u001b[>4;2m", "\u001b[>4;0m", "\u001b[>4;0m");
  }

  @ParameterizedTest
  @CsvSource({
    "ESC, '', ^[[27u",
    "ENTER, '', ^M",
    "ENTER, S, ^[[13;2u",
    "ENTER, C, ^[[13;5u",
    "TAB, '', ^I",
    "TAB, S, ^[[9;2u",
    "BACKSPACE, A, ^[[127;3u",
    "ARROW_UP, '', ^[[A",
    "ARROW_UP, A, ^[[1;3A",
    "F1, '', ^[[P",
    "F3, '', ^[[13~",
    "F5, S, ^[[15;2~",
    "SHIFT, S, ''"
  })
  void unclearKeysAreMadeClear(NamedKey key, String modifiers, String expected) {
    fed.feed(CSI + ">1u");

    assertThat(sent(press(key, modifiers))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1, C, ^[[97;5u",
    "1, A, ^[[97;3u",
    "1, SC, ^[[97;6u",
    "1, S, text",
    "1, '', text",
    "2, C, ^A",
    "5, SC, ^[[97:65;6u",
    "8, '', ^[[97u",
    "8, S, ^[[97;2u",
    "24, '', ^[[97;;97u",
    "24, S, ^[[97;2;65u",
    "31, S, ^[[97:65;2;65u"
  })
  void lettersFollowTheFlags(int flags, String modifiers, String expected) {
    fed.feed(CSI + "=" + flags + "u");

    assertThat(sent(press('a', modifiers.contains("S") ? 'A' : 0, modifiers))).isEqualTo(expected);
  }

  @Test
  void releasesAndRepetitionsAreToldWhereWanted() {
    KeyPress up = press(NamedKey.ARROW_UP, "");
    assertThat(sent(phase(up, Phase.RELEASED))).isEmpty();

    fed.feed(CSI + ">3u");
    assertThat(sent(phase(up, Phase.REPEATED))).isEqualTo("^[[1;1:2A");
    assertThat(sent(phase(up, Phase.RELEASED))).isEqualTo("^[[1;1:3A");
    assertThat(sent(phase(press('a', 0, "C"), Phase.RELEASED))).isEqualTo("^[[97;5:3u");
    assertThat(sent(phase(press('a', 0, ""), Phase.RELEASED))).isEmpty();
    assertThat(sent(phase(press(NamedKey.ENTER, ""), Phase.RELEASED))).isEmpty();

    fed.feed(CSI + "=10u");
    assertThat(sent(phase(press(NamedKey.ENTER, ""), Phase.RELEASED))).isEqualTo("^[[13;1:3u");
    assertThat(sent(press(NamedKey.SHIFT, "S"))).isEqualTo("^[[57441;2u");
  }

  @Test
  void flagsArePutAsideAndAddedAndTakenAway() {
    fed.feed(CSI + ">1u" + CSI + "?u" + CSI + ">3u" + CSI + "?u" + CSI + "<u" + CSI + "?u");
    fed.feed(CSI + "=4;2u" + CSI + "?u" + CSI + "=1;3u" + CSI + "?u" + CSI + "<9u" + CSI + "?u");

    assertThat(fed.answers)
        .containsExactly(
            "\u001b[?1u", "\u001b[?3u", "\u001b[?1u", "\u001b[?5u", "\u001b[?4u", "\u001b[?0u");
  }

  @Test
  void eachScreenHasFlagsOfItsOwn() {
    fed.feed(CSI + ">1u" + CSI + "?1049h" + CSI + "?u" + CSI + ">8u" + CSI + "?1049l" + CSI + "?u");

    assertThat(fed.answers).containsExactly("\u001b[?0u", "\u001b[?1u");
  }

  @Test
  void theStackOfFlagsIsShallow() {
    for (int i = 0; i < 100_000; i++) {
      fed.feed(CSI + ">" + i % 31 + "u");
    }
    fed.feed(CSI + "<65535u" + CSI + "?u");

    assertThat(fed.answers).containsExactly("\u001b[?0u");
  }

  @Test
  void aNewShellFindsTheKeyboardAsEver() {
    fed.feed(CSI + ">31u" + CSI + ">4;2m" + CSI + "?1h");

    fed.screen.beginShell("new shell");

    assertThat(sent(press('a', 0, "C"))).isEqualTo("^A");
    assertThat(sent(press(NamedKey.ARROW_UP, ""))).isEqualTo("^[[A");
  }

  @Test
  void theKeyboardIsToldToComeAndGo() {
    fed.screen.focus(true);
    fed.feed(CSI + "?1004h");
    fed.screen.focus(true);
    fed.screen.focus(false);

    assertThat(fed.input).containsExactly("\u001b[I", "\u001b[O");
  }

  private static KeyPress press(NamedKey key, String modifiers) {
    return new KeyPress(key, 0, 0, modifiers(modifiers), Phase.PRESSED);
  }

  private static KeyPress press(int key, int shifted, String modifiers) {
    return new KeyPress(null, key, shifted, modifiers(modifiers), Phase.PRESSED);
  }

  private static KeyPress phase(KeyPress press, Phase phase) {
    return new KeyPress(
        press.named(), press.character(), press.shifted(), press.modifiers(), phase);
  }

  private static Set<Modifier> modifiers(String letters) {
    Set<Modifier> set = EnumSet.noneOf(Modifier.class);
    if (letters.contains("S")) {
      set.add(Modifier.SHIFT);
    }
    if (letters.contains("A")) {
      set.add(Modifier.ALT);
    }
    if (letters.contains("C")) {
      set.add(Modifier.CONTROL);
    }
    return set;
  }

  /** What is sent, control characters written with a {@code ^}. */
  private String sent(KeyPress press) {
    byte[] bytes = fed.screen.keyCode(press);
    if (bytes == null) {
      return "text";
    }
    StringBuilder text = new StringBuilder();
    for (char c : new String(bytes, StandardCharsets.UTF_8).toCharArray()) {
      if (c < ' ' || c == 0x7f) {
        text.append('^').append((char) (c ^ 0x40));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }
}

package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.terminal.OddCharacter;
import dev.portolan.app.terminal.PastedText;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellTextsTest {
  @Test
  void oneOddCharacterAndSeveralAreTold() {
    assertThat(ShellTexts.of("paste.odd.control", 1)).startsWith("1 control character, such");
    assertThat(ShellTexts.of("paste.odd.control", 7)).startsWith("7 control characters, such");
  }

  @Test
  void everyKindOfOddCharacterIsTold() {
    List<String> notes =
        new PasteQuestion(PastedText.of("a\u0007\u200b\u202e\u05d0"), "pump-7", 1).words().notes();
    assertThat(notes).hasSize(1 + OddCharacter.values().length);
  }
}

package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastedTextTest {
  @Test
  void cannotEndThePasteFromWithin() {
    PastedText paste =
        PastedText.of("ls\u001b[201~\u009b201~ rm -rf\u0007\u0000\u007f\u0003\u0085");

    assertThat(paste.text()).isEqualTo("ls[201~201~ rm -rf");
    assertThat(paste.count(OddCharacter.CONTROL)).isEqualTo(7);
    assertThat(paste.toSend(true)).isEqualTo("\u001b[200~ls[201~201~ rm -rf\u001b[201~");
    assertThat(paste.toSend(false)).isEqualTo("ls[201~201~ rm -rf");
  }

  @Test
  void keepsTabsAndEndsLinesAsEnterDoes() {
    assertThat(PastedText.of("a\tb\nc\r\nd\re\n\nf").text()).isEqualTo("a\tb\rc\rd\re\r\rf");
    assertThat(PastedText.of("ä 漢 😀").text()).isEqualTo("ä 漢 😀");
  }

  @Test
  void isShownFirstIfItHasLinesOrIsLong() {
    assertThat(PastedText.of("ls -l").needsLook()).isFalse();
    assertThat(PastedText.of("ls -l\n").needsLook()).isTrue();
    assertThat(PastedText.of("a\nb").needsLook()).isTrue();
    assertThat(PastedText.of("x".repeat(5 * 1024)).needsLook()).isFalse();
    assertThat(PastedText.of("x".repeat(5 * 1024 + 1)).needsLook()).isTrue();
  }

  @Test
  void isShownFirstIfItIsNotWhatItSeems() {
    assertThat(odd("ls \u001b[A")).containsExactly(entry(OddCharacter.CONTROL, 1));
    assertThat(odd("sudo\u00a0ls\u200b")).containsExactly(entry(OddCharacter.UNSEEN, 2));
    assertThat(odd("rm \u202etxt.exe")).containsExactly(entry(OddCharacter.DIRECTION, 1));
    assertThat(odd("echo \u05d0\u0627")).containsExactly(entry(OddCharacter.RIGHT_TO_LEFT, 2));
    assertThat(odd("ls \udb40\udc61")).containsExactly(entry(OddCharacter.UNSEEN, 1));
    assertThat(odd("l\u200ds")).containsExactly(entry(OddCharacter.UNSEEN, 1));
  }

  @Test
  void whatIsUsualInOtherScriptsIsNotOdd() {
    for (String usual : List.of("grün ½ €", "\u0928\u094d\u200d", "❤\ufe0f 👩\u200d💻", "漢字")) {
      assertThat(odd(usual)).as(usual).isEmpty();
      assertThat(PastedText.of(usual).needsLook()).as(usual).isFalse();
    }
  }

  private static Map<OddCharacter, Integer> odd(String text) {
    PastedText paste = PastedText.of(text);
    assertThat(paste.needsLook()).isEqualTo(!paste.odd().isEmpty());
    return paste.odd();
  }

  @Test
  void whatCannotBeSeenIsShownBySigns() {
    assertThat(OddCharacter.visible("a\u001b[A\u007f\u0085 b\u00a0c\u202ed\t\r\ne\rf", 100))
        .isEqualTo("a␛[A␡⟨U+0085⟩ b⟨U+00A0⟩c⟨U+202E⟩d\t\ne\nf");
    assertThat(OddCharacter.visible("\u0007".repeat(9), 3)).isEqualTo("␇␇␇");
  }

  @Test
  void canBeMadeOneLineThatDoesNotRun() {
    assertThat(PastedText.of("ls -l\n").asOneLine().text()).isEqualTo("ls -l");
    assertThat(PastedText.of("docker run \\\n    -it  x\r\n\r\nls\n").asOneLine().text())
        .isEqualTo("docker run -it  x ls");
    assertThat(PastedText.of("echo \\\\\nls").asOneLine().text()).isEqualTo("echo \\\\ ls");
    assertThat(PastedText.of("a\nb").asOneLine().runs()).isFalse();
  }

  @Test
  void countsItsLines() {
    assertThat(PastedText.of("").lines()).isZero();
    assertThat(PastedText.of("a").lines()).isEqualTo(1);
    assertThat(PastedText.of("a\n").lines()).isEqualTo(1);
    assertThat(PastedText.of("a\nb").lines()).isEqualTo(2);
  }

  @Test
  void hasAnEnd() {
    PastedText paste = PastedText.of("x".repeat((4 << 20) + 5));

    assertThat(paste.text()).hasSize(4 << 20);
    assertThat(paste.cut()).isTrue();
  }
}

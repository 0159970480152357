package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PastedTextTest {
  @Test
  void cannotEndThePasteFromWithin() {
    PastedText paste =
        PastedText.of("ls\u001b[201~\u009b201~ rm -rf\u0007\u0000\u007f\u0003\u0085");

    assertThat(paste.text()).isEqualTo("ls[201~201~ rm -rf");
    assertThat(paste.removed()).isEqualTo(7);
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

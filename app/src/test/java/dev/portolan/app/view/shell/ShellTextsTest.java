package dev.portolan.app.view.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ShellTextsTest {
  @Test
  void oneControlCharacterIsTold() {
    assertThat(ShellTexts.of("paste.removed", 1)).isEqualTo("1 control character was taken out");
    assertThat(ShellTexts.of("paste.removed", 2)).isEqualTo("2 control characters were taken out");
  }
}

package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.ESC;
import static dev.portolan.app.terminal.FedScreen.OSC;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that programs want on the clipboard. */
class CopiedTextTest {
  private final FedScreen fed = new FedScreen(20, 4);

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable String copied(String request) {
    fed.feed(OSC + "52;" + request + ESC + "\\");
    CopiedText copied = fed.screen.takeCopied();
    assertThat(fed.screen.takeCopied()).as("given once").isNull();
    assertThat(fed.text()).isEmpty();
    assertThat(fed.answers).isEmpty();
    return copied == null ? null : copied.text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"c;", ";", "p;", "s0;", "cp;"})
  void everySelectionIsTheClipboard(String selection) {
    assertThat(copied(selection + base64("grün 漢"))).isEqualTo("grün 漢");
  }

  @ParameterizedTest
  @ValueSource(strings = {"c;?", "c;", ";", "c", "", "7;YQ==", "c;!", "c;YQ==;YQ==", "c;Bw=="})
  void whatIsNoTextForTheClipboardIsIgnored(String request) {
    assertThat(copied(request)).isNull();
  }

  @Test
  void controlCharactersAreTakenOut() {
    assertThat(copied("c;" + base64("a\u001b[31mb\r\nc\rd\te\u0000\u009b\u007f")))
        .isEqualTo("a[31mb\nc\nd\te");
  }

  @ParameterizedTest
  @CsvSource({"131064, true", "131068, false", "4000000, false"})
  void itIsReadUpToItsLimit(int length, boolean read) {
    assertThat(copied("c;" + "YWFh".repeat(length / 4)) != null).isEqualTo(read);
  }

  @Test
  void theLastOfSeveralCountsAndAnotherShellForgetsIt() {
    fed.feed(OSC + "52;c;" + base64("one") + "\u0007");
    assertThat(copied("c;" + base64("two"))).isEqualTo("two");

    fed.feed(OSC + "52;c;" + base64("three") + "\u0007");
    fed.screen.beginShell("another");
    assertThat(fed.screen.takeCopied()).isNull();
  }
}

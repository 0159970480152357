package dev.portolan.app.terminal;

import static dev.portolan.app.terminal.FedScreen.OSC;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The folder that a shell says it is in. */
class RemoteFolderTest {
  @ParameterizedTest
  @CsvSource({
    "file://pump-7/var/log, pump-7, /var/log, true",
    "file:///var/log, '', /var/log, true",
    "file://h/a%20b/%C3%A4, h, /a b/ä, true",
    "file://h/100%, h, /100%, false",
    "file://h/it%27s, h, /it's, false",
    "file://h/a;reboot, h, /a;reboot, false",
    "file://h/$(reboot), h, /$(reboot), false",
    "file://h/a%5C, h, /a\\, false",
    "file://h/!!, h, /!!, false",
  })
  void aFileAddressIsAFolder(String address, String host, String path, boolean plain) {
    RemoteFolder folder = requireNonNull(RemoteFolder.parse(address));

    assertThat(folder).isEqualTo(new RemoteFolder(host, path));
    assertThat(folder.isPlain()).isEqualTo(plain);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/var/log",
        "file:",
        "file://host",
        "http://host/path",
        "file://user@host/path",
        "file://ho st/path",
        "file://h/%0a",
        "file://h/a%1bb",
        "file://h/%E2%80%AE",
        "file://h/%ff",
      })
  void whatIsNoFolderThatCanBeShownIsIgnored(String address) {
    assertThat(RemoteFolder.parse(address)).isNull();
  }

  @Test
  void theLastOneThatCanBeUnderstoodCountsUntilThereIsAnotherShell() {
    FedScreen fed = new FedScreen(20, 4);
    assertThat(fed.screen.folder()).isNull();

    fed.feed(OSC + "7;file://h/one\u0007", OSC + "7;nonsense\u0007");
    fed.feed(OSC + "7;file://h/" + "x".repeat(1_024) + "\u0007");
    assertThat(fed.screen.folder()).isEqualTo(new RemoteFolder("h", "/one"));
    assertThat(fed.text()).isEmpty();
    assertThat(fed.answers).isEmpty();

    fed.screen.beginShell("another");
    assertThat(fed.screen.folder()).isNull();
  }
}

package dev.portolan.transport.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostPortTest {
  @ParameterizedTest
  @CsvSource({
    "localhost:80, localhost, 80",
    "192.168.1.7:65535, 192.168.1.7, 65535",
    "my_plc.plant-a.local.:1, my_plc.plant-a.local., 1",
    "[::1]:22, ::1, 22",
    "[fe80::1%eth0]:443, fe80::1%eth0, 443",
    "[::ffff:10.0.0.1]:9, ::ffff:10.0.0.1, 9"
  })
  void readsAndWritesTheSameText(String text, String host, int port) {
    HostPort parsed = HostPort.parse(text);

    assertThat(parsed).isEqualTo(new HostPort(host, port)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          localhost | 'localhost' has no port; write host:port
          localhost: | the port is missing
          :80 | the host is missing
          []:80 | '[]:80': brackets are for IPv6 only
          [localhost]:80 | '[localhost]:80': brackets are for IPv6 only
          [::1]80 | '[::1]80' is not [address]:port
          [::1 | '[::1' is not [address]:port
          [::1] | '[::1]' is not [address]:port
          ::1:80 | '::1:80' has too many colons; write an IPv6 address in brackets
          host:0 | port 0 is not between 1 and 65535
          host:080 | '080' is not a port number
          host:65536 | port 65536 is not between 1 and 65535
          host:100000 | '100000' is not a port number
          host:+80 | '+80' is not a port number
          host:-1 | '-1' is not a port number
          host:http | 'http' is not a port number
          ho st:80 | 'ho st' is not a host name or address
          -host:80 | '-host' is not a host name or address
          user@host:80 | 'user@host' is not a host name or address
          a/b:80 | 'a/b' is not a host name or address
          """)
  void reportsInvalidText(String text, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse(text))
        .withMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"h\u0661st:80", "host:8\u0661", "h\nost:80", "h\u001b[2Jost:80", "h\0:80"})
  void rejectsLookalikeCharacters(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HostPort.parse(text))
        .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
        .matches("[ -~\u00a1-\uffff]*");
  }

  @Test
  void aHostHasAtMost253Characters() {
    String host = "h".repeat(252);
    assertThat(new HostPort(host, 1).host()).hasSize(252);
    assertThat(new HostPort(host + "h", 1).host()).hasSize(253);
    assertThatIllegalArgumentException().isThrownBy(() -> new HostPort(host + "hh", 1));
  }

  @Test
  void aPortIsBetween1And65535() {
    assertThat(new HostPort("h", 1).port()).isEqualTo(1);
    assertThat(new HostPort("h", 65_535).port()).isEqualTo(65_535);
    assertThatIllegalArgumentException().isThrownBy(() -> new HostPort("h", 0));
    assertThatIllegalArgumentException().isThrownBy(() -> new HostPort("h", 65_536));
    assertThat(HostPort.parsePort("1")).isEqualTo(1);
    assertThat(HostPort.parsePort("65535")).isEqualTo(65_535);
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parsePort("0"));
    assertThatIllegalArgumentException().isThrownBy(() -> HostPort.parsePort("65536"));
    assertThat(HostPort.parsePortOrZero("0")).isZero();
  }

  @Test
  void aZoneHasAtMost32Characters() {
    String address = "fe80::1%";
    assertThat(new HostPort(address + "z".repeat(32), 1).port()).isEqualTo(1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HostPort(address + "z".repeat(33), 1));
  }
}

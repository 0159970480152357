package dev.portolan.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlatformAddressTest {
  @ParameterizedTest
  @CsvSource({
    "https://www.app.qbee.io, qbee.io, edge-1.eu.qbee.io, true",
    "https://www.app.qbee.io, qbee.io, QBEE.IO, true",
    "https://www.app.qbee.io, qbee.io, evilqbee.io, false",
    "https://www.app.qbee.io, qbee.io, qbee.io.evil.example, false",
    "https://WWW.Things.example:8443/api, things.example, edge.things.example, true",
    "https://fleet.co.uk, fleet.co.uk, other.co.uk, false",
    "https://www.example, www.example, other.example, false",
    "https://192.0.2.7, 192.0.2.7, 192.0.2.8, false",
  })
  void coversItsOwnDomainOnly(String url, String domain, String host, boolean covered) {
    PlatformAddress address = PlatformAddress.parse(url);

    assertThat(address.domain()).isEqualTo(domain);
    assertThat(address.covers(host)).isEqualTo(covered);
  }

  @Test
  void keepsAPathAndDropsSlashesAtTheEnd() {
    assertThat(PlatformAddress.parse(" fleet.example/qbee/ ").at("/api/v2/login"))
        .hasToString("https://fleet.example/qbee/api/v2/login");
    assertThat(PlatformAddress.ofDefault().at("/x")).hasToString("https://www.app.qbee.io/x");
  }

  @ParameterizedTest
  @CsvSource({
    "http://a.example, the server's address must begin with https://",
    "https://u:canary@a.example, the server's address must not hold a user or password",
    "https://a.example?x=1, the server's address must not have a '?'",
    "'', the server's address is empty",
  })
  void refusesWhatIsNoAddress(String text, String words) {
    assertThatThrownBy(() -> PlatformAddress.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(words.replace("''", "'"));
  }
}

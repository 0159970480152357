package dev.portolan.app.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebAddressTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "see http://a.example.|http://a.example",
        "(https://a.example/x)|https://a.example/x",
        "https://a.example/x_(y)|https://a.example/x_(y)",
        "<https://a.example:8443/?q=1&r=2#top>|https://a.example:8443/?q=1&r=2#top",
        "HTTPS://A.example/|HTTPS://A.example/",
        "mail mailto:someone@a.example!|mailto:someone@a.example",
        "http://[::1]:8080/x|http://[::1]:8080/x",
      })
  void isFoundWithoutTheSentenceAroundIt(String text, String address) {
    assertThat(WebAddress.in(text)).hasSize(1);
    WebAddress.Found found = WebAddress.in(text).getFirst();

    assertThat(text.substring(found.start(), found.end())).isEqualTo(address);
    assertThat(found.address()).hasToString(address);
  }

  @Test
  void aHostThatOnlyLooksFamiliarIsShownInAscii() {
    assertThat(WebAddress.parse("https://\u0430pple.com/login")) // Cyrillic a
        .hasToString("https://xn--pple-43d.com/login");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///etc/passwd",
        "ftp://a.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "https://",
        "https:a.example",
        "https://a.example/\u202egnp.exe",
        "https://a b.example/",
        "mailto:nobody",
        "a.example",
        "",
      })
  void nothingElseIsOpened(String text) {
    assertThat(WebAddress.parse(text)).isNull();
  }

  @Test
  void anAddressHasAnEnd() {
    assertThat(WebAddress.parse("https://a.example/" + "x".repeat(2_100))).isNull();
    assertThat(WebAddress.parse("https://a.example/" + "x".repeat(2_000))).isNotNull();
    assertThat(WebAddress.parse("https://" + "\u00fc".repeat(2_000) + "/")).isNull();
  }
}

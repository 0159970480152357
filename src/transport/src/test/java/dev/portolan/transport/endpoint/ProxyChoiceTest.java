package dev.portolan.transport.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.transport.endpoint.ProxyChoice.Explicit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyChoiceTest {
  @ParameterizedTest
  @CsvSource({
    "' proxy:3128 ', http://proxy:3128",
    "socks5://proxy, socks5://proxy",
    "https://joe@proxy:8443, https://joe@proxy:8443",
    "http://[2001:db8::1]:3128, http://[2001:db8::1]:3128",
  })
  void parsesWhatPeopleType(String typed, String url) {
    assertThat(Explicit.parse(typed).url()).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ftp://proxy",
        "http://",
        "http://joe:s3cret@pro xy",
        "http://s3cret@proxy:0"
      })
  void refusesOthersWithoutTheirText(String typed) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Explicit.parse(typed))
        .withMessageContaining("proxy's address")
        .withMessageNotContaining("s3cret");
  }

  @Test
  void takesAnyPassword() {
    String password = "p@ss:w+rd /%ü#?";

    Proxy proxy = Proxy.of(Explicit.parse("http://j%40e@proxy:3128").withPassword(password).url());

    assertThat(proxy).isEqualTo(new Proxy(Proxy.Kind.HTTP, "proxy", 3128, "j@e", password));
  }

  @Test
  void takesThePasswordAwayAgain() {
    Explicit proxy = Explicit.parse("socks5://joe:s3cret@[::1]");

    assertThat(proxy.user()).isEqualTo("joe");
    assertThat(proxy.password()).isEqualTo("s3cret");
    assertThat(proxy.withPassword("").url()).hasToString("socks5://joe@[::1]");
    assertThat(Explicit.parse("http://proxy").withPassword("").url()).hasToString("http://proxy");
  }

  @Test
  void refusesCredentialsThatNoProxyCouldBeTold() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Explicit.parse("socks5://joe@proxy").withPassword("é".repeat(128)))
        .withMessageContaining("too long");
  }
}

package dev.portolan.transport.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          https://edge.test,            edge.test,  443,  edge.test,      /
          HTTPS://Edge.Test:443/d/1,    edge.test,  443,  edge.test,      /d/1
          https://edge.test:8443/a%20b, edge.test,  8443, edge.test:8443, /a%20b
          https://edge.test/d?x=1,      edge.test,  443,  edge.test,      /d?x=1
          https://[::1]:8443/,          ::1,        8443, [::1]:8443,     /
          https://edge.test:65535/,     edge.test,  65535, edge.test:65535, /
          """)
  void parsesUrl(String url, String host, int port, String header, String target) {
    Endpoint endpoint = Endpoint.of(URI.create(url));

    assertThat(endpoint.host()).isEqualTo(host);
    assertThat(endpoint.port()).isEqualTo(port);
    assertThat(endpoint.hostHeader()).isEqualTo(header);
    assertThat(endpoint.requestTarget()).isEqualTo(target);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://edge.test | the edge's address must begin with https://
          http://localhost | the edge's address must begin with https://
          https:///path | the edge's address has no host
          https://user@edge.test | the edge's address must not hold a user or password
          https://edge.test/#a | the edge's address must not have a '#'
          https://edge.test/\u00e4 | the edge's address has characters that cannot be sent
          https://edge.test:0 | the port of the edge's address is not valid
          https://edge.test:65536 | the port of the edge's address is not valid
          """)
  void reportsInvalidUrl(String url, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.of(URI.create(url)))
        .withMessage(message);
  }

  @ParameterizedTest
  @CsvSource({
    "edge.test, https://edge.test",
    "' edge.test:8443/device/1 ', https://edge.test:8443/device/1",
    "https://b\u00fccher.test:8443/x, https://xn--bcher-kva.test:8443/x",
    "b\u00fccher.test, https://xn--bcher-kva.test",
    "b\u00fccher.test?x, https://xn--bcher-kva.test?x"
  })
  void completesAbbreviatedUrl(String text, String url) {
    assertThat(Endpoint.parseUrl(text)).hasToString(url);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "https://",
        "ed ge.test",
        "ftp://edge.test",
        "https://x:y",
        "user@edge.test",
        "b\u00fccher.test/\u00e4"
      })
  void rejectsInvalidAddress(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Endpoint.parseUrl(text));
  }

  @Test
  void rejectsAHostThatIsNoName() {
    for (String host :
        new String[] {"b\u00fccher..test", "\u00fc".repeat(64), "\u00fc".repeat(1_371)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Endpoint.parseUrl(host))
          .withMessage("the host in the edge's address is not a valid name");
    }
  }

  @Test
  void isEqualWithAnEqualTokenOnly() {
    Endpoint endpoint = Endpoint.of(URI.create("https://edge.test"));
    Endpoint one = endpoint.withAuthorization(Authorization.of("one"));

    assertThat(one).isEqualTo(endpoint.withAuthorization(Authorization.of("one")));
    assertThat(one).hasSameHashCodeAs(endpoint.withAuthorization(Authorization.of("one")));
    assertThat(one).isNotEqualTo(endpoint.withAuthorization(Authorization.of("two")));
    assertThat(one).isNotEqualTo(endpoint);
    assertThat(Authorization.of("one")).isNotEqualTo("one");
  }

  @Test
  void printsNeitherTokenNorQuery() {
    Endpoint endpoint =
        Endpoint.of(URI.create("https://edge.test/device/1?key=secret"))
            .withAuthorization(Authorization.of("secret"));

    assertThat(endpoint).hasToString("https://edge.test/device/1");
    assertThat(endpoint.authorization()).hasToString("Authorization[hidden]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " token", "token\n", "to\nken", "to\0ken", "t\u00f6ken", "to\u007fken"})
  void rejectsInvalidTokenWithoutQuotingIt(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorization.of(token))
        .withMessageStartingWith("the token ")
        .withMessageNotContaining("ken\n");
  }

  @Test
  void keepsTokenUnchanged() {
    assertThat(Authorization.of("Bearer a.b-c_d=").value()).isEqualTo("Bearer a.b-c_d=");
  }

  @Test
  void aTokenHasAtMost12288Characters() {
    for (int length : new int[] {1, 12_287, 12_288}) {
      assertThat(Authorization.of("x".repeat(length)).value()).hasSize(length);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Authorization.of("x".repeat(12_289)))
        .withMessage("the token is longer than 12288 characters");
  }
}

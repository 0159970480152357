package dev.portolan.transport.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.net.URI;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyVariablesTest {
  private static @Nullable Proxy choose(Map<String, String> environment, String host, int port)
      throws EdgeException {
    return Proxy.choose(new ProxyChoice.System(environment), host, port);
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          http://proxy.test:3128,          HTTP,   proxy.test, 3128, -,    ''
          proxy.test:3128,                 HTTP,   proxy.test, 3128, -,    ''
          http://proxy.test,               HTTP,   proxy.test, 80,   -,    ''
          https://proxy.test,              HTTPS,  proxy.test, 443,  -,    ''
          socks5://proxy.test,             SOCKS5, proxy.test, 1080, -,    ''
          http://u:p%40s+s@proxy.test:1,   HTTP,   proxy.test, 1,    u,    p@s+s
          http://u@[::1]:1,                HTTP,   ::1,        1,    u,    ''
          http://:p@proxy.test:1,          HTTP,   proxy.test, 1,    '',   p
          """)
  void readsTheAddress(
      String address, Proxy.Kind kind, String host, int port, String user, String password)
      throws EdgeException {
    assertThat(choose(Map.of("HTTPS_PROXY", address), "edge.test", 443))
        .isEqualTo(new Proxy(kind, host, port, user, password));
  }

  @Test
  void prefersTheUpperCaseName() throws EdgeException {
    Map<String, String> both = Map.of("HTTPS_PROXY", "http://a", "https_proxy", "http://b");

    assertThat(choose(both, "edge.test", 443)).hasToString("a:80");
    assertThat(choose(Map.of("https_proxy", "http://b"), "edge.test", 443)).hasToString("b:80");
    assertThat(choose(Map.of(), "edge.test", 443)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://proxy.test", "http://", "http://pro xy", "http://proxy.test:0", "://"})
  void reportsInvalidAddressWithoutQuotingIt(String address) {
    assertThatExceptionOfType(EdgeException.class)
        .isThrownBy(() -> choose(Map.of("HTTPS_PROXY", address), "edge.test", 443))
        .returns(Problem.PROXY_INVALID, EdgeException::problem)
        .withMessage("The address in the variable HTTPS_PROXY is not usable.")
        .withNoCause();
  }

  /** The cases of Go's own tests that concern https. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          edge.test        | 443 | ''                      | true
          localhost        | 443 | ''                      | false
          127.0.0.1        | 443 | ''                      | false
          127.1.2.3        | 443 | ''                      | false
          ::1              | 443 | ''                      | false
          edge.test        | 443 | *                       | false
          edge.test        | 443 | other.test, *           | false
          edge.test        | 443 | edge.test               | false
          EDGE.test        | 443 | edge.TEST               | false
          eu.edge.test     | 443 | edge.test               | false
          notedge.test     | 443 | edge.test               | true
          edge.test        | 443 | .edge.test              | true
          eu.edge.test     | 443 | .edge.test              | false
          eu.edge.test     | 443 | *.edge.test             | false
          edge.test        | 443 | edge.test:443           | false
          edge.test        | 443 | edge.test:8443          | true
          edge.test        | 443 | ,,  ,                   | true
          10.1.2.3         | 443 | 10.1.2.3                | false
          10.1.2.3         | 443 | 10.1.2.3:443            | false
          10.1.2.3         | 443 | 10.1.2.3:80             | true
          10.1.2.4         | 443 | 10.1.2.3                | true
          edge.test        | 443 | 10.1.2.3                | true
          edge.test.       | 443 | :443                    | true
          10.1.2.3         | 443 | 10.0.0.0/8              | false
          10.1.2.3         | 443 | 0.0.0.0/0               | false
          10.1.2.3         | 443 | 10.1.2.3/32             | false
          10.1.2.4         | 443 | 10.1.2.3/32             | true
          10.1.2.3         | 443 | 10.1.2.3/33             | true
          10.1.2.3         | 443 | 10.1.2.3/-1             | true
          10.1.2.3         | 443 | edge.test/8             | true
          10.1.2.3         | 443 | 10.1.2.0/23             | false
          10.1.4.3         | 443 | 10.1.2.0/23             | true
          11.1.2.3         | 443 | 10.0.0.0/8              | true
          10.1.2.3         | 443 | 10.0.0.0/99             | true
          10.1.2.3         | 443 | 10.0.0.0/x              | true
          2001:db8::1      | 443 | 2001:db8::1             | false
          2001:db8::1      | 443 | [2001:db8::1]           | false
          2001:db8::1      | 443 | [2001:db8::1]:443       | false
          2001:db8::1      | 443 | [2001:db8::1]:80        | true
          2001:db8::1      | 443 | 2001:db8::/32           | false
          2001:db9::1      | 443 | 2001:db8::/32           | true
          2001:db8::1      | 443 | 10.0.0.0/8              | true
          """)
  void bypassesProxyLikeGo(String host, int port, String noProxy, boolean proxied)
      throws EdgeException {
    Map<String, String> environment = Map.of("HTTPS_PROXY", "http://p", "no_proxy", noProxy);

    assertThat(choose(environment, host, port) != null).isEqualTo(proxied);
  }

  @Test
  void doesNotPrintCredentials() throws EdgeException {
    ProxyChoice.System system =
        new ProxyChoice.System(Map.of("HTTPS_PROXY", "http://user:secret@p", "PATH", "/"));

    assertThat(system).hasToString("System[HTTPS_PROXY]");
    assertThat(Proxy.choose(system, "edge.test", 443)).hasToString("p:80");
    assertThat(new ProxyChoice.Explicit(URI.create("http://user:secret@p:1")))
        .hasToString("Explicit[http://p:1]");
    assertThat(new ProxyChoice.Explicit(URI.create("http://user:secret@p")))
        .hasToString("Explicit[http://p]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"p:80", "ftp://p", "http:///x", "http://p:0", "http://p:65536"})
  void rejectsInvalidExplicitProxy(String url) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ProxyChoice.Explicit(URI.create(url)));
  }

  @Test
  void showsAnAddressInBrackets() throws EdgeException {
    ProxyChoice explicit = new ProxyChoice.Explicit(URI.create("http://[::1]:65535"));

    assertThat(Proxy.choose(explicit, "edge.test", 443)).hasToString("[::1]:65535");
  }
}

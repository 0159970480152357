package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.testing.TestProxy;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProxyTest {
  private final EventLoopGroup group = EventLoops.create("test-client", 1);
  private final TestEdge edge = TestEdge.builder().start();
  private final List<String> details = new ArrayList<>();

  @AfterEach
  void stop() {
    edge.close();
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Future<EdgeClient> connect(String proxy) {
    ConnectListener listener =
        new ConnectListener() {
          @Override
          public void finished(ConnectStep step, String detail) {
            details.add(detail);
          }
        };
    return new EdgeConnector(group)
        .connect(
            edge.endpoint()
                .withAuthorization(Authorization.of("secret"))
                .withProxy(new ProxyChoice.Explicit(URI.create(proxy))),
            SmuxConfig.defaults(),
            null,
            listener);
  }

  private EdgeException refusal(String answer) {
    try (TestProxy proxy = new TestProxy(answer)) {
      return (EdgeException) cause(connect("http://127.0.0.1:" + proxy.port()));
    }
  }

  @Test
  void connectsThroughProxyWithoutLeakingSecrets() {
    try (TestProxy proxy = new TestProxy("")) {
      EdgeClient client = get(connect("http://127.0.0.1:" + proxy.port()));

      assertThat(proxy.requests()).singleElement().asString().doesNotContain("secret");
      assertThat(proxy.requests().element())
          .startsWith("CONNECT localhost:" + edge.port() + " HTTP/1.1\r\n")
          .doesNotContainIgnoringCase("proxy-authorization");
      assertThat(details.get(1)).isEqualTo("by way of the proxy 127.0.0.1:" + proxy.port());
      get(client.close());
    }
  }

  @Test
  void sendsProxyCredentials() {
    try (TestProxy proxy = new TestProxy("")) {
      get(get(connect("http://user:p%40ss@127.0.0.1:" + proxy.port())).close());

      String credentials =
          Base64.getEncoder().encodeToString("user:p@ss".getBytes(StandardCharsets.UTF_8));
      assertThat(proxy.requests().element().toLowerCase(Locale.ROOT))
          .contains(("proxy-authorization: Basic " + credentials).toLowerCase(Locale.ROOT));
    }
  }

  @Test
  void reportsMissingProxyCredentials() {
    EdgeException refusal = refusal("HTTP/1.1 407 Sign in please\r\nContent-Length: 0\r\n\r\n");

    assertThat(refusal.problem()).isEqualTo(Problem.PROXY_UNAUTHORIZED);
    assertThat(refusal.status()).isEqualTo(407);
    assertThat(refusal)
        .hasMessageMatching(
            "The proxy 127.0.0.1:\\d+ wants a user name and password \\(407\\): Sign in please");
    assertThat(edge.connections()).isEmpty();
  }

  @Test
  void reportsRefusedProxyCredentials() {
    try (TestProxy proxy = new TestProxy("HTTP/1.1 407 Not you\r\nContent-Length: 0\r\n\r\n")) {
      assertThat(cause(connect("http://joe:secret@127.0.0.1:" + proxy.port())))
          .hasMessageMatching(
              "The proxy 127.0.0.1:\\d+ does not accept the user name and password \\(407\\):"
                  + " Not you");
    }
  }

  @Test
  void namesTheWayToSignInThatIsNotSupported() {
    EdgeException refusal =
        refusal(
            String.join(
                "\r\n",
                "HTTP/1.1 407 Proxy Authentication Required",
                "Proxy-Authenticate: Negotiate",
                "Proxy-Authenticate: NTLM",
                "Content-Length: 0",
                "",
                ""));

    assertThat(refusal.problem()).isEqualTo(Problem.PROXY_UNAUTHORIZED);
    assertThat(refusal)
        .hasMessageContaining("wants a way to sign in that is not supported: Negotiate, NTLM");
  }

  @Test
  void reportsRefusalByProxy() {
    EdgeException refusal = refusal("HTTP/1.1 403 Not this host\r\nContent-Length: 0\r\n\r\n");

    assertThat(refusal.problem()).isEqualTo(Problem.PROXY_REFUSED);
    assertThat(refusal)
        .hasMessageMatching(
            "The proxy 127.0.0.1:\\d+ refused to connect to localhost:\\d+ \\(403\\):"
                + " Not this host");
  }

  @Test
  void reportsNonProxy() {
    assertThat(refusal("SSH-2.0-OpenSSH\r\n\r\n").problem()).isEqualTo(Problem.PROXY_FAILED);
  }

  @Test
  void reportsUnreachableProxy() {
    int port;
    try (TestProxy proxy = new TestProxy("")) {
      port = proxy.port();
    }

    assertThat(cause(connect("http://127.0.0.1:" + port)))
        .hasMessage(
            "The proxy 127.0.0.1:"
                + port
                + " (127.0.0.1:"
                + port
                + ") does not accept"
                + " connections.");
  }

  @Test
  void reportsUnknownProxyName() {
    assertThat(cause(connect("http://no-such-proxy.invalid:1")))
        .hasMessage("The proxy's name no-such-proxy.invalid is not known.");
  }
}

package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectLimits;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.NameLookup;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.tls.TlsContexts;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.local.LocalIoHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeConnectorTest {
  private static EventLoopGroup group;
  private static EdgeConnector connector;

  @BeforeAll
  static void start() {
    group = EventLoops.create("test-client", 2);
    connector = new EdgeConnector(group);
  }

  @AfterAll
  static void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private static Future<EdgeClient> connect(Endpoint endpoint) {
    return connect(connector, endpoint);
  }

  private static Future<EdgeClient> connect(EdgeConnector with, Endpoint endpoint) {
    return with.connect(endpoint, SmuxConfig.defaults(), null, ConnectListener.NONE);
  }

  private static EdgeException refusal(TestEdge.Builder builder) {
    try (TestEdge edge = builder.start()) {
      return (EdgeException) cause(connect(edge.endpoint()));
    }
  }

  private static EdgeConnector with(ConnectLimits limits, SslProvider tls) {
    return new EdgeConnector(
        group,
        new SecureDial.Means(
            NameLookup.SYSTEM, task -> Thread.ofVirtual().start(task), tls, limits));
  }

  private static ConnectLimits limits(Duration each) {
    return new ConnectLimits(each, each, each, each, Duration.ofSeconds(30));
  }

  @Test
  void refusesEventLoopsThatItsSocketsCannotLiveIn() {
    EventLoopGroup local = new MultiThreadIoEventLoopGroup(1, LocalIoHandler.newFactory());
    try {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new EdgeConnector(local));
    } finally {
      local.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"JDK", "OPENSSL_REFCNT"})
  void sendsExactRequest(SslProvider provider) throws Exception {
    try (TestEdge edge = TestEdge.builder().start()) {
      Endpoint endpoint = edge.endpoint().withAuthorization(Authorization.of("token 1"));
      EdgeClient client = get(connect(with(limits(Duration.ofSeconds(20)), provider), endpoint));

      assertThat(edge.request().lines())
          .containsExactly(
              "GET /device/1 HTTP/1.1",
              "Host: localhost:" + edge.port(),
              "User-Agent: Portolan",
              "Authorization: token 1",
              "Connection: upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Protocol: qbee-v1",
              "Portolan-Half-Close: 1");
      assertThat(client.carriesHalfClose()).isFalse();
      get(client.close());
    }
  }

  @Test
  void sendsNoAuthorizationForADevice() throws Exception {
    try (TestEdge edge = TestEdge.builder().start()) {
      EdgeClient client = get(connect(edge.endpoint()));

      assertThat(edge.request()).doesNotContain("Authorization");
      get(client.close());
    }
  }

  @Test
  void reportsEachStepWithDetail() {
    StepRecorder recorder = new StepRecorder();
    try (TestEdge edge = TestEdge.builder().start()) {
      EdgeClient client =
          get(connector.connect(edge.endpoint(), SmuxConfig.defaults(), null, recorder));
      get(client.close());
      String port = ":" + edge.port();
      List<String> steps = recorder.told();
      assertThat(steps).hasSize(8);
      assertThat(steps.get(0)).isEqualTo("RESOLVE");
      assertThat(steps.get(1)).contains(port);
      assertThat(steps.get(2)).isEqualTo("CONNECT");
      assertThat(steps.get(3)).isEqualTo("127.0.0.1" + port);
      assertThat(steps.get(4)).isEqualTo("TLS");
      assertThat(steps.get(5))
          .matches("TLSv1.3, issued by Test Authority, valid until \\d{4}-\\d{2}-\\d{2}");
      assertThat(steps.get(6)).isEqualTo("UPGRADE");
      assertThat(steps.get(7)).isEqualTo("101, qbee-v1");
    }
  }

  @Test
  void aLookAtTheCertificateLeavesNoConnection() {
    try (TestEdge edge = TestEdge.builder().start()) {
      get(connector.inspect(edge.endpoint(), ConnectListener.NONE));
      until(() -> edge.connections().stream().noneMatch(channel -> channel.isActive()));
    }
  }

  @Test
  void recognizesHalfCloseSupport() {
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) ->
                    self.upgrade(channel, TestEdge.SWITCHING + "Portolan-Half-Close: 1\r\n\r\n"))
            .start()) {
      EdgeClient client = get(connect(edge.endpoint()));

      assertThat(client.carriesHalfClose()).isTrue();
      get(client.close());
    }
  }

  /** The frames of the session may be in the same TLS record as the answer. */
  @Test
  void losesNoByteBehindTheResponse() throws Exception {
    byte[] keepAlive = {2, 3, 0, 0, 0, 0, 0, 0};
    byte[] broken = {9, 9, 9, 9, 9, 9, 9, 9};
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) ->
                    channel.writeAndFlush(
                        Unpooled.wrappedBuffer(
                            (TestEdge.SWITCHING + "\r\n").getBytes(StandardCharsets.US_ASCII),
                            keepAlive,
                            broken)))
            .start()) {
      EdgeClient client = get(connect(edge.endpoint()));

      get(client.session().closeFuture());
      assertThat(client.session().closeCause())
          .as("the frames behind the answer were read")
          .hasMessageContaining("version");
    }
  }

  @Test
  void opensStreamsAfterFragmentedResponse() {
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) -> {
                  for (byte b : (TestEdge.SWITCHING + "\r\n").getBytes(StandardCharsets.US_ASCII)) {
                    channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {b}));
                  }
                  self.startSession(channel);
                })
            .start()) {
      EdgeClient client = get(connect(edge.endpoint()));

      get(client.openStream(Message.reload(), new Bytes()));
      get(client.close());
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          400 | UPGRADE_BAD_REQUEST | localhost did not understand the request (400): the reason
          401 | UPGRADE_UNAUTHORIZED | localhost does not accept the token (401): the reason
          403 | UPGRADE_UNAUTHORIZED | localhost does not let you in (403): the reason
          404 | DEVICE_NOT_CONNECTED | The device is not connected to localhost (404): the reason
          409 | DEVICE_ALREADY_CONNECTED | A device with this identity is already connected to localhost (409): the reason
          418 | UPGRADE_REFUSED | localhost refused the connection (418): the reason
          426 | UPGRADE_REQUIRED | localhost wants another protocol than qbee-v1 (426): the reason
          429 | UPGRADE_TOO_MANY_REQUESTS | localhost takes no more connections of yours now (429): the reason
          500 | EDGE_TROUBLE | localhost has trouble of its own (500): the reason
          502 | EDGE_GATEWAY | What stands before localhost does not reach it (502): the reason
          503 | EDGE_UNAVAILABLE | localhost is not available at the moment (503): the reason
          504 | EDGE_GATEWAY | What stands before localhost does not reach it (504): the reason
          200 | UPGRADE_NOT_OFFERED | A web server answers at localhost, not an edge (200).
          """)
  void reportsTheEdgesReason(int status, Problem problem, String sentence) {
    EdgeException refusal =
        refusal(
            TestEdge.builder()
                .says("HTTP/1.1 " + status + " X\r\nContent-Length: 10\r\n\r\nthe reason"));

    assertThat(refusal.problem()).isEqualTo(problem);
    assertThat(refusal.status()).isEqualTo(status);
    assertThat(refusal).hasMessage(sentence);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Transfer-Encoding: chunked\r\n\r\n3\r\nthe\r\n7\r\n reason\r\n0\r\n\r\n",
        "\r\nthe reason",
        "Content-Length: 999\r\n\r\nthe reason"
      })
  void readsReasonInAnyTransferEncoding(String rest) {
    EdgeException refusal = refusal(TestEdge.builder().says("HTTP/1.1 404 Not Found\r\n" + rest));

    assertThat(refusal.reason()).isEqualTo("the reason");
  }

  @Test
  void showsOnlyTheTitleOfAWebPage() {
    EdgeException refusal =
        refusal(
            TestEdge.builder()
                .says(
                    "HTTP/1.1 502 Bad Gateway\r\nContent-Type: text/html\r\n\r\n"
                        + "<html><head><title>502 Bad Gateway</title></head><body>x</body>"));

    assertThat(refusal.reason()).isEqualTo("502 Bad Gateway");
  }

  @Test
  void sanitizesTheEdgesReason() {
    EdgeException refusal =
        refusal(
            TestEdge.builder()
                .says(
                    "HTTP/1.1 403 X\r\n\r\n\u001b]0;owned\u0007no\u001b[2J\u202e entry"
                        + "x".repeat(9000)));

    assertThat(refusal.reason()).startsWith("no entryxxx").hasSize(300);
    assertThat(refusal.getMessage()).hasSizeLessThanOrEqualTo(300);
  }

  @Test
  void neverFollowsARedirect() throws Exception {
    try (TestEdge other = TestEdge.builder().start();
        TestEdge edge =
            TestEdge.builder()
                .says(
                    "HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: http://localhost:"
                        + other.port()
                        + "/?secret\r\n\r\n")
                .start()) {
      EdgeException refusal =
          (EdgeException)
              cause(connect(edge.endpoint().withAuthorization(Authorization.of("token"))));

      assertThat(refusal.problem()).isEqualTo(Problem.UPGRADE_REDIRECTED);
      assertThat(refusal)
          .hasMessage("localhost leads to http://localhost, which is not followed (302).");
      assertThat(other.connections()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Upgrade: chat|Connection: Upgrade|Sec-WebSocket-Protocol: qbee-v1",
        "Upgrade: websocket|Connection: Upgrade",
        "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Protocol: other",
        "Upgrade: websocket|Sec-WebSocket-Protocol: qbee-v1",
        "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Protocol: qbee-v1|Content-Length: 5",
        "Upgrade: websocket|Connection: Upgrade|Sec-WebSocket-Protocol: qbee-v1|Transfer-Encoding: chunked"
      })
  void rejectsUpgradeToOtherProtocol(String headers) {
    EdgeException refusal =
        refusal(
            TestEdge.builder()
                .says(
                    "HTTP/1.1 101 Switching Protocols\r\n"
                        + headers.replace("|", "\r\n")
                        + "\r\n\r\n"));

    assertThat(refusal.problem()).isEqualTo(Problem.UPGRADE_MALFORMED);
  }

  @Test
  void acceptsConnectionHeaderWithSeveralTokens() {
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) ->
                    self.upgrade(
                        channel,
                        TestEdge.SWITCHING
                                .replace("Connection: Upgrade", "connection: keep-alive, UPGRADE")
                                .replace("Upgrade: websocket", "upgrade: WebSocket")
                            + "\r\n"))
            .start()) {
      get(get(connect(edge.endpoint())).close());
    }
  }

  @Test
  void skipsInterimResponses() {
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) ->
                    self.upgrade(
                        channel, "HTTP/1.1 103 Early Hints\r\n\r\n" + TestEdge.SWITCHING + "\r\n"))
            .start()) {
      get(get(connect(edge.endpoint())).close());
    }
  }

  @Test
  void limitsTheResponseHead() {
    String header = "X-Padding: " + "x".repeat(1000) + "\r\n";
    EdgeException refusal =
        refusal(TestEdge.builder().says("HTTP/1.1 101 X\r\n" + header.repeat(20) + "\r\n"));

    assertThat(refusal.problem()).isEqualTo(Problem.UPGRADE_HEAD_TOO_LARGE);
  }

  @Test
  void reportsNonHttpResponse() {
    EdgeException refusal = refusal(TestEdge.builder().says("SSH-2.0-OpenSSH_9.2\r\n\r\n"));

    assertThat(refusal.problem()).isEqualTo(Problem.UPGRADE_MALFORMED);
    assertThat(refusal).hasMessage("The answer of localhost is not HTTP.");
  }

  @Test
  void reportsMissingResponse() {
    EdgeException refusal =
        refusal(TestEdge.builder().answer((self, channel, head) -> channel.close()));

    assertThat(refusal.problem()).isEqualTo(Problem.UPGRADE_CLOSED);
  }

  @Test
  void timesOutOnSilentEdge() {
    try (TestEdge edge = TestEdge.builder().answer((self, channel, head) -> {}).start()) {
      ConnectLimits limits =
          new ConnectLimits(
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofSeconds(20),
              Duration.ofMillis(200),
              Duration.ofSeconds(60));

      Throwable failure = cause(connect(with(limits, TlsContexts.bestProvider()), edge.endpoint()));

      assertThat(failure).hasMessage("localhost did not answer the request within 200 ms.");
      assertThat(failure)
          .asInstanceOf(type(EdgeException.class))
          .returns(Problem.UPGRADE_TIMEOUT, EdgeException::problem);
      until(() -> edge.connections().stream().noneMatch(channel -> channel.isActive()));
    }
  }

  @Test
  void reportsStatusOfUnfinishedRefusal() {
    try (TestEdge edge =
        TestEdge.builder()
            .answer(
                (self, channel, head) ->
                    channel.writeAndFlush(
                        Unpooled.copiedBuffer(
                            "HTTP/1.1 404 X\r\nContent-Length: 100\r\n\r\nso far",
                            StandardCharsets.US_ASCII)))
            .start()) {
      assertThat(cause(connect(edge.endpoint())))
          .hasMessage("The device is not connected to localhost (404): so far");
    }
  }

  @Test
  void appliesTheTotalTimeout() {
    try (TestEdge edge = TestEdge.builder().answer((self, channel, head) -> {}).start()) {
      Duration step = Duration.ofSeconds(30);
      ConnectLimits limits = new ConnectLimits(step, step, step, step, Duration.ofMillis(300));

      assertThat(cause(connect(with(limits, TlsContexts.bestProvider()), edge.endpoint())))
          .asInstanceOf(type(EdgeException.class))
          .returns(Problem.CONNECT_OVERDUE, EdgeException::problem);
    }
  }

  @Test
  void stopsWhenItIsCancelled() throws Exception {
    try (TestEdge edge = TestEdge.builder().answer((self, channel, head) -> {}).start()) {
      Future<EdgeClient> connecting = connect(edge.endpoint());
      edge.request();

      connecting.cancel(false);

      until(() -> edge.connections().stream().noneMatch(channel -> channel.isActive()));
    }
  }

  @Test
  void stopsWaitingForANameWhenItIsCancelled() {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    NameLookup hangs =
        host -> {
          asked.countDown();
          try {
            release.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return List.of(InetAddress.getLoopbackAddress());
        };
    EdgeConnector hanging =
        new EdgeConnector(
            group,
            new SecureDial.Means(
                hangs,
                task -> Thread.ofVirtual().start(task),
                TlsContexts.bestProvider(),
                limits(Duration.ofMillis(200))));
    try (TestEdge edge = TestEdge.builder().start()) {
      assertThat(cause(connect(hanging, edge.endpoint())))
          .hasMessage("Nobody said within 200 ms where localhost is.");
      release.countDown();
      assertThat(edge.connections()).isEmpty();
    }
  }

  @Test
  void triesTheNextAddressWhenOneRefuses() {
    try (TestEdge edge = TestEdge.builder().start()) {
      NameLookup two =
          host ->
              List.of(
                  InetAddress.getByAddress(host, new byte[] {127, 0, 0, 9}),
                  InetAddress.getLoopbackAddress());
      EdgeConnector trying =
          new EdgeConnector(
              group,
              new SecureDial.Means(
                  two,
                  task -> Thread.ofVirtual().start(task),
                  TlsContexts.bestProvider(),
                  limits(Duration.ofSeconds(20))));

      get(get(connect(trying, edge.endpoint())).close());
    }
  }

  @Test
  void reportsRefusedConnection() {
    Endpoint endpoint;
    try (TestEdge edge = TestEdge.builder().start()) {
      endpoint = edge.endpoint();
    }
    EdgeException refusal = (EdgeException) cause(connect(endpoint));

    assertThat(refusal.problem()).isEqualTo(Problem.CONNECT_REFUSED);
    assertThat(refusal)
        .hasMessageMatching("localhost:\\d+ \\(127.0.0.1:\\d+\\) refused the connection.");
  }

  @Test
  void reportsUnknownName() {
    Endpoint endpoint =
        Endpoint.of(Endpoint.parseUrl("no-such-host.invalid")).withProxy(new ProxyChoice.None());

    assertThat(cause(connect(endpoint)))
        .hasMessage("The name no-such-host.invalid is not known.")
        .asInstanceOf(type(EdgeException.class))
        .returns(Problem.DNS_FAILED, EdgeException::problem);
  }
}

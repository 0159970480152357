package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdmissionTest {

  @Test
  void answersUpgradeWithExactHeaders() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection client = RawConnection.open(fixture, null)) {
      client.send(upgrade("GET /device/" + fixture.deviceId() + " HTTP/1.1"));
      assertThat(client.readHead().lines())
          .containsExactly(
              "HTTP/1.1 101 Switching Protocols",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Protocol: qbee-v1",
              "Portolan-Half-Close: 1",
              "");
    }
  }

  @Test
  void bytesBehindTheHeadReachTheSession() throws IOException {
    // SYN of stream 3, then a Reload message on it; the edge forwards it and the device says OK.
    byte[] frames = HexFormat.of().parseHex("0200000003000000" + "0202030003000000" + "140000");
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection client = RawConnection.open(fixture, null)) {
      byte[] head =
          upgrade("GET /device/" + fixture.deviceId() + " HTTP/1.1")
              .getBytes(StandardCharsets.ISO_8859_1);
      byte[] all = Arrays.copyOf(head, head.length + frames.length);
      System.arraycopy(frames, 0, all, head.length, frames.length);
      client.send(all);
      assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
      // The first data frame of stream 3: an OK without payload.
      assertThat(nextData(client)).isEqualTo("010000");
    }
  }

  private static String nextData(RawConnection client) throws IOException {
    while (true) {
      byte[] header = client.read(8);
      byte[] payload = client.read((header[2] & 0xff) | (header[3] & 0xff) << 8);
      if (header[1] == 2) {
        return HexFormat.of().formatHex(payload);
      }
    }
  }

  @Test
  void readsHeadByteByByte() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection client = RawConnection.open(fixture, null)) {
      for (char c : upgrade("GET /device/" + fixture.deviceId() + " HTTP/1.1").toCharArray()) {
        client.send(String.valueOf(c));
      }
      assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void acceptsAnyPathBeforeTheDevice() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      await(
          await(fixture.connect(fixture.endpoint("/edge/7/device/" + fixture.deviceId()))).close());
    }
  }

  @Test
  void aClientWithAnUnknownTokenIsRefusedWith401() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Endpoint stranger = fixture.endpoint().withAuthorization(Authorization.of("wrong"));
      assertRefused(fixture.connect(stranger), 401, "unknown token");
      // An unauthenticated client does not learn which devices exist.
      Endpoint nowhere =
          fixture.endpoint("/device/nothing").withAuthorization(Authorization.of("wrong"));
      assertRefused(fixture.connect(nowhere), 401, "unknown token");
    }
  }

  @Test
  void aDeviceThatIsNotConnectedIsAnsweredWith404() {
    String listed = "0".repeat(64);
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge ->
                edge.withDevices(
                    Current.fixed(
                        new TrustedDevices(Set.of(listed), edge.devices().get().issuers()))),
            device -> device)) {
      EdgeException refused =
          assertRefused(
              fixture.connect(fixture.endpoint("/device/" + listed)), 404, "device not connected");
      assertRefused(
          fixture.connect(fixture.endpoint("/device/" + "1".repeat(64))), 404, "no such device");
      await(fixture.device().close());
      fixture.awaitUntil(() -> fixture.edge().devices().isEmpty(), () -> "it is still there");
      assertRefused(
          fixture.connect(fixture.endpoint()), 404, "device not connected"); // It was here.
      assertThat(refused.problem()).isEqualTo(Problem.DEVICE_NOT_CONNECTED);
      assertRefused(fixture.connect(fixture.endpoint("/")), 404, "the address names no device");
    }
  }

  @Test
  void aSecondConnectionOfADeviceIsAnsweredWith409AndTheFirstStays() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertRefused(
          connectAsDevice(fixture, fixture.deviceIdentity()), 409, "device already connected");
      assertThat(fixture.edge().devices()).containsExactly(fixture.deviceId());
      fixture.connect();
    }
  }

  @Test
  void removesDisconnectedDevice() {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      ClientIdentity identity = fixture.pki().newDevice("comes and goes");
      String id = DeviceId.of(identity.certificate());
      for (int round = 0; round < 3; round++) {
        EdgeClient session = await(connectAsDevice(fixture, identity));
        // Reachable as soon as the device knows that it is connected.
        assertThat(fixture.edge().devices()).containsExactly(id);
        await(await(fixture.connect(fixture.endpoint("/device/" + id))).close());
        await(session.close());
        fixture.awaitUntil(() -> fixture.edge().devices().isEmpty(), () -> "not forgotten");
      }
    }
  }

  @Test
  void aDeviceWithoutCertificateIsRefusedWith401AndAnUnknownOneWith403() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Endpoint nameless = fixture.endpoint("/").withAuthorization(null);
      assertRefused(fixture.connect(nameless), 401, "a device shows its certificate");
      assertRefused(
          connectAsDevice(fixture, TestPki.newForeignDevice("stranger")),
          403,
          "does not know this device");
    }
  }

  @Test
  void aDeviceWhoseCertificateIsNotValidTodayIsRefusedWith403() {
    Instant now = Instant.now();
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      ClientIdentity expired =
          fixture
              .pki()
              .newDevice("old", now.minus(9, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS));
      ClientIdentity early =
          fixture
              .pki()
              .newDevice("new", now.plus(2, ChronoUnit.DAYS), now.plus(9, ChronoUnit.DAYS));
      assertRefused(connectAsDevice(fixture, expired), 403, "certificate expired on ");
      assertRefused(connectAsDevice(fixture, early), 403, "certificate is not valid before ");
      assertThat(fixture.edge().devices()).isEmpty();
    }
  }

  /** A certificate is meant to end; a new one for the same key keeps the id. */
  @Test
  void deviceTrustedByIdMayNotHaveExpiredCertificate() {
    Instant now = Instant.now();
    ClientIdentity identity =
        new TestPki()
            .newDevice("old", now.minus(9, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS));
    String id = DeviceId.of(identity.certificate());
    try (EdgeFixture fixture =
        EdgeFixture.startEdgeOnly(
            edge -> edge.withDevices(Current.fixed(TrustedDevices.ofIds(id))))) {
      assertRefused(connectAsDevice(fixture, identity), 403, "certificate expired on ");
    }
  }

  /** Uses BoringSSL, because the JDK disables both. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  @DisabledOnOs(value = OS.MAC, disabledReason = "the other TLS needs a recent system there")
  void refusesOldTlsVersions(String protocol) throws Exception {
    assertThat(OpenSsl.isAvailable()).as("the other TLS").isTrue();
    SslContext old =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.OPENSSL)
            .protocols(protocol)
            .trustManager(InsecureTrustManagerFactory.INSTANCE)
            .build();
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      SslHandler tls = old.newHandler(UnpooledByteBufAllocator.DEFAULT);
      await(
          new Bootstrap()
              .group(fixture.group())
              .channelFactory(EventLoops.sockets())
              .handler(tls)
              .connect(fixture.edge().address()));
      assertThat(awaitFailure(tls.handshakeFuture())).hasMessageContaining("PROTOCOL_VERSION");
    }
  }

  @Test
  void deviceTrustedByIdNeedsNoIssuer() {
    ClientIdentity identity = TestPki.newForeignDevice("known");
    String id = DeviceId.of(identity.certificate());
    try (EdgeFixture fixture =
        EdgeFixture.startEdgeOnly(
            edge -> edge.withDevices(Current.fixed(TrustedDevices.ofIds(id))))) {
      DeviceClient device = fixture.addDevice(identity, d -> d);
      await(device.ready());
      assertThat(fixture.edge().devices()).containsExactly(id);
      assertRefused(
          connectAsDevice(fixture, fixture.pki().newDevice("of the issuer")),
          403,
          "does not know this device");
    }
  }

  @Test
  void countsConnectionsUntilUpgradeOrClose() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      fixture.connect();
      fixture.awaitUntil(
          () -> fixture.edge().newcomerCount() == 0, () -> "a session is counted as a newcomer");
      try (RawConnection silent = RawConnection.open(fixture, null)) {
        silent.send("GET / HT");
        fixture.awaitUntil(
            () -> fixture.edge().newcomerCount() == 1, () -> "a newcomer is not counted");
      }
      fixture.awaitUntil(
          () -> fixture.edge().newcomerCount() == 0, () -> "who has gone still counts");
    }
  }

  @Test
  void whatIsNoUpgradeIsAnsweredWith426() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection browser = RawConnection.open(fixture, null)) {
      browser.send(RawConnection.head("GET / HTTP/1.1", "Host: localhost"));
      assertThat(browser.readAll())
          .startsWith("HTTP/1.1 426 Upgrade Required\r\n")
          .contains("Content-Type: text/plain", "Connection: close")
          .contains("speaks only qbee-v1");
    }
  }

  @Test
  void refusesOtherProtocolsAndMethods() throws IOException {
    String[] lines = {
      "GET /device/x HTTP/1.1",
      "Authorization: " + EdgeFixture.TOKEN,
      "Connection: upgrade",
      "Upgrade: websocket",
      "Sec-WebSocket-Protocol: qbee-v1"
    };
    String[][] wrong = {
      {lines[0], lines[1], lines[2], "Upgrade: h2c", lines[4]},
      {lines[0], lines[1], lines[2], lines[3], "Sec-WebSocket-Protocol: chat"},
      {lines[0], lines[1], lines[3], lines[4]},
      {"POST /device/x HTTP/1.1", lines[1], lines[2], lines[3], lines[4]},
    };
    try (EdgeFixture fixture = EdgeFixture.start()) {
      for (String[] head : wrong) {
        try (RawConnection client = RawConnection.open(fixture, null)) {
          client.send(RawConnection.head(head));
          assertThat(client.readAll()).startsWith("HTTP/1.1 426 ");
        }
      }
    }
  }

  @Test
  void readsHeaderLists() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection client = RawConnection.open(fixture, null)) {
      client.send(
          RawConnection.head(
              "GET /device/" + fixture.deviceId() + " HTTP/1.1",
              "authorization: " + EdgeFixture.TOKEN,
              "connection: keep-alive, Upgrade",
              "upgrade: WebSocket",
              "sec-websocket-protocol: chat, qbee-v1"));
      assertThat(client.readHead()).startsWith("HTTP/1.1 101 ");
    }
  }

  @Test
  void refusesOversizedAndMalformedHeads() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      assertThat(answer(fixture, "GET /" + "x".repeat(5_000) + " HTTP/1.1"))
          .startsWith("HTTP/1.1 414 ");
      assertThat(answer(fixture, "GET / HTTP/1.1", "X: " + "y".repeat(17_000)))
          .startsWith("HTTP/1.1 431 ");
      assertThat(answer(fixture, "SSH-2.0-OpenSSH_9.2")).startsWith("HTTP/1.1 400 ");
    }
  }

  private static String answer(EdgeFixture fixture, String... head) throws IOException {
    try (RawConnection client = RawConnection.open(fixture, null)) {
      client.send(RawConnection.head(head));
      return client.readAll();
    }
  }

  private static String upgrade(String requestLine) {
    return RawConnection.head(
        requestLine,
        "Host: localhost",
        "Authorization: " + EdgeFixture.TOKEN,
        "Connection: upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Protocol: qbee-v1");
  }

  private static Future<EdgeClient> connectAsDevice(EdgeFixture fixture, ClientIdentity identity) {
    return fixture
        .connector()
        .connect(
            fixture.deviceEndpoint(identity), SmuxConfig.defaults(), null, ConnectListener.NONE);
  }

  private static EdgeException assertRefused(Future<EdgeClient> attempt, int status, String words) {
    Throwable failure = awaitFailure(attempt);
    assertThat(failure).isInstanceOf(EdgeException.class);
    EdgeException refused = (EdgeException) failure;
    assertThat(refused.status()).isEqualTo(status);
    assertThat(refused.reason()).contains(words);
    return refused;
  }
}

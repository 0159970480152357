package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of key that edges and devices have, at either end, with each TLS at either end. */
class KeyKindsTest {

  enum Kind {
    P256,
    P384,
    P521,
    ED25519,
    RSA2048,
    RSA3072,
    RSA4096;

    private KeyPair newKeys() {
      try {
        return switch (this) {
          case P256 -> onCurve("secp256r1");
          case P384 -> onCurve("secp384r1");
          case P521 -> onCurve("secp521r1");
          case ED25519 -> KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
          case RSA2048 -> rsa(2048);
          case RSA3072 -> rsa(3072);
          case RSA4096 -> rsa(4096);
        };
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    private static KeyPair onCurve(String name) throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(name));
      return generator.generateKeyPair();
    }

    private static KeyPair rsa(int bits) throws GeneralSecurityException {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    }
  }

  enum Holder {
    EDGE,
    DEVICE
  }

  enum EdgeTls {
    BORINGSSL,
    JDK;

    private EdgeServer.TlsMaker maker() {
      return switch (this) {
        case BORINGSSL -> ServerTls::create;
        case JDK -> ServerTls::ofJdk;
      };
    }
  }

  private static final TestPki PKI = new TestPki();
  private static final Map<Kind, KeyPair> KEYS = new EnumMap<>(Kind.class);
  private static final EventLoopGroup GROUP = EventLoops.create("key-kinds", 2);

  @BeforeAll
  static void makeKeys() {
    for (Kind kind : Kind.values()) {
      KEYS.put(kind, kind.newKeys());
    }
  }

  @AfterAll
  static void stop() {
    await(GROUP.shutdownGracefully(0, 5, TimeUnit.SECONDS));
  }

  static Stream<Arguments> ends() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(Holder.values())
                    .flatMap(
                        holder ->
                            Stream.of(SslProvider.OPENSSL_REFCNT, SslProvider.JDK)
                                .flatMap(
                                    near ->
                                        Stream.of(EdgeTls.values())
                                            .map(far -> Arguments.of(kind, holder, near, far)))));
  }

  @ParameterizedTest
  @MethodSource("ends")
  void connectsDevicesAndClients(Kind kind, Holder holder, SslProvider near, EdgeTls far) {
    ServerIdentity edgeIdentity = PKI.edgeIdentity(keys(kind, holder == Holder.EDGE));
    ClientIdentity deviceIdentity = PKI.newDevice("device", keys(kind, holder == Holder.DEVICE));
    EdgeServer edge = await(EdgeServer.start(GROUP, config(edgeIdentity), far.maker()));
    EdgeConnector connector = new EdgeConnector(GROUP, near);
    URI url = URI.create("https://localhost:" + edge.address().getPort() + "/");
    Endpoint endpoint =
        new Endpoint(url, null, PKI.trust(), deviceIdentity, new ProxyChoice.None());
    DeviceClient device = new DeviceClient(GROUP, connector, DeviceConfig.of(endpoint));
    try {
      device.start();
      await(device.ready());
      String id = DeviceId.of(deviceIdentity.certificate());
      Endpoint clients =
          new Endpoint(
              url.resolve("/device/" + id),
              Authorization.of(EdgeFixture.TOKEN),
              PKI.trust(),
              null,
              new ProxyChoice.None());
      EdgeClient client =
          await(connector.connect(clients, SmuxConfig.defaults(), null, ConnectListener.NONE));
      assertThat(edge.devices()).containsExactly(id);
      await(client.close());
    } finally {
      await(device.close());
      await(edge.close());
    }
  }

  private static KeyPair keys(Kind kind, boolean here) {
    KeyPair keys = KEYS.get(here ? kind : Kind.P256);
    if (keys == null) {
      throw new IllegalStateException("no keys of " + kind);
    }
    return keys;
  }

  private static EdgeConfig config(ServerIdentity identity) {
    return EdgeConfig.of(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        identity,
        TrustedDevices.ofIssuers(PKI.authority().getCertificate()),
        ClientAuthorizer.tokens(Map.of(EdgeFixture.TOKEN, EdgeFixture.CLIENT)));
  }

  static Stream<Arguments> oldPeers() {
    return Stream.of(Kind.values())
        .flatMap(
            kind ->
                Stream.of(Holder.values())
                    .flatMap(
                        holder ->
                            Stream.of(EdgeTls.values())
                                .map(far -> Arguments.of(kind, holder, far))));
  }

  /** Old agents. */
  @ParameterizedTest
  @MethodSource("oldPeers")
  void takesDevicesThatSpeakTls12(Kind kind, Holder holder, EdgeTls far) throws IOException {
    ServerIdentity edgeIdentity = PKI.edgeIdentity(keys(kind, holder == Holder.EDGE));
    ClientIdentity deviceIdentity = PKI.newDevice("device", keys(kind, holder == Holder.DEVICE));
    EdgeServer edge = await(EdgeServer.start(GROUP, config(edgeIdentity), far.maker()));
    try (RawConnection device =
        RawConnection.open(PKI, edge.address().getPort(), deviceIdentity, "TLSv1.2")) {
      device.send(
          RawConnection.head(
              "GET / HTTP/1.1",
              "Host: localhost",
              "Connection: upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Protocol: qbee-v1"));
      assertThat(device.readHead()).startsWith("HTTP/1.1 101 ");
    } finally {
      await(edge.close());
    }
  }
}

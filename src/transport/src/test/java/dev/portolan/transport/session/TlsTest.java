package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectLimits;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.dial.ConnectStep;
import dev.portolan.transport.dial.NameLookup;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestCertificates;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@EnumSource(names = {"JDK", "OPENSSL_REFCNT"})
class TlsTest {
  private final SslProvider provider;
  private EventLoopGroup group;
  private EdgeConnector connector;

  TlsTest(SslProvider provider) {
    this.provider = provider;
  }

  @BeforeEach
  void start() {
    group = EventLoops.create("test-client", 1);
    connector = connector(Duration.ofSeconds(20));
  }

  private EdgeConnector connector(Duration tlsLimit) {
    Duration step = Duration.ofSeconds(20);
    return new EdgeConnector(
        group,
        new SecureDial.Means(
            NameLookup.SYSTEM,
            task -> Thread.ofVirtual().start(task),
            provider,
            new ConnectLimits(step, step, tlsLimit, step, step)));
  }

  @AfterEach
  void stop() {
    group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Future<EdgeClient> connect(Endpoint endpoint) {
    return connector.connect(
        endpoint.withAuthorization(Authorization.of("secret")),
        SmuxConfig.defaults(),
        null,
        ConnectListener.NONE);
  }

  /** Whatever is wrong with an edge, it must not have seen the token. */
  private EdgeException refuse(TestEdge edge, Endpoint endpoint) {
    EdgeException refusal = (EdgeException) cause(connect(endpoint));
    assertThat(edge.requestCount()).isZero();
    return refusal;
  }

  private EdgeException distrust(TestEdge edge, Endpoint endpoint) {
    EdgeException refusal = refuse(edge, endpoint);
    assertThat(refusal.problem().needsPerson()).isTrue();
    return refusal;
  }

  private EdgeException distrust(X509Bundle certificate) {
    try (TestEdge edge = TestEdge.builder().certificate(certificate).start()) {
      return distrust(edge, edge.endpoint());
    }
  }

  @Test
  void trustsConfiguredAuthority() {
    try (TestEdge edge = TestEdge.builder().start()) {
      get(get(connect(edge.endpoint())).close());
    }
  }

  @Test
  void speaksTls12WhereThereIsNothingBetter() {
    try (TestEdge edge = TestEdge.builder().protocols("TLSv1.2").start()) {
      get(get(connect(edge.endpoint())).close());
    }
  }

  enum ServerKey {
    P256,
    P384,
    P521,
    ED25519,
    RSA2048,
    RSA3072,
    RSA4096
  }

  /** Made once: one of RSA with 4,096 bits may take ten seconds. */
  private static final Map<ServerKey, KeyPair> KEYS = new EnumMap<>(ServerKey.class);

  private static KeyPair keys(ServerKey kind) throws GeneralSecurityException {
    KeyPair known = KEYS.get(kind);
    if (known == null) {
      known = newKeys(kind);
      KEYS.put(kind, known);
    }
    return known;
  }

  private static KeyPair newKeys(ServerKey kind) throws GeneralSecurityException {
    return switch (kind) {
      case P256 -> keys("EC", new ECGenParameterSpec("secp256r1"));
      case P384 -> keys("EC", new ECGenParameterSpec("secp384r1"));
      case P521 -> keys("EC", new ECGenParameterSpec("secp521r1"));
      case ED25519 -> keys("EdDSA", NamedParameterSpec.ED25519);
      case RSA2048 -> keys("RSA", new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4));
      case RSA3072 -> keys("RSA", new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
      case RSA4096 -> keys("RSA", new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));
    };
  }

  private static KeyPair keys(String algorithm, AlgorithmParameterSpec parameters)
      throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(parameters);
    return generator.generateKeyPair();
  }

  /** Edges of others, which know all of them. */
  @ParameterizedTest
  @EnumSource
  void acceptsEveryKindOfEdgeKey(ServerKey kind) throws Exception {
    X509Bundle certificate = TestCertificates.server(TestCertificates.AUTHORITY, keys(kind));
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (TestEdge edge =
          TestEdge.builder()
              .certificate(certificate)
              .provider(SslProvider.JDK)
              .protocols(protocol)
              .start()) {
        get(get(connect(edge.endpoint())).close());
        assertThat(get(connector.inspect(edge.endpoint(), ConnectListener.NONE)).leaf())
            .isEqualTo(certificate.getCertificate());
      }
    }
  }

  @Test
  void reportsEachStepOnceDespiteRetry() throws Exception {
    X509Bundle certificate =
        TestCertificates.server(TestCertificates.AUTHORITY, keys(ServerKey.P521));
    List<String> steps = new CopyOnWriteArrayList<>();
    ConnectListener listener =
        new ConnectListener() {
          @Override
          public void started(ConnectStep step) {
            steps.add("started " + step);
          }

          @Override
          public void finished(ConnectStep step, String detail) {
            steps.add("finished " + step);
          }
        };
    try (TestEdge edge =
        TestEdge.builder().certificate(certificate).provider(SslProvider.JDK).start()) {
      get(connector.inspect(edge.endpoint(), listener));
    }
    assertThat(steps)
        .containsExactly(
            "started RESOLVE",
            "finished RESOLVE",
            "started CONNECT",
            "finished CONNECT",
            "started TLS",
            "finished TLS");
  }

  /** Both are broken by now; the JDK has them switched off, so a peer from before plays them. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1", "TLSv1.1"})
  void refusesOldVersionsOfTls(String protocol) {
    try (TestEdge edge =
        TestEdge.builder().provider(SslProvider.OPENSSL_REFCNT).protocols(protocol).start()) {
      EdgeException refusal = refuse(edge, edge.endpoint());

      assertThat(refusal.problem()).isEqualTo(Problem.TLS_VERSION);
      assertThat(refusal)
          .hasMessage("localhost:" + edge.port() + " offers neither TLS 1.3 nor TLS 1.2.");
    }
  }

  @Test
  void refusesAnAuthorityThatTheSystemDoesNotKnow() {
    try (TestEdge edge = TestEdge.builder().start()) {
      EdgeException refusal = distrust(edge, edge.endpoint().withTrust(new Trust.System()));

      assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_UNTRUSTED);
      assertThat(refusal)
          .hasMessageMatching(
              "The certificate of localhost \\(issued by Test Authority, valid until"
                  + " \\d{4}-\\d\\d-\\d\\d\\) comes from an authority that is not trusted here.");
    }
  }

  @Test
  void refusesASelfSignedCertificate() {
    X509Bundle self = TestCertificates.server(TestCertificates.AUTHORITY).buildSelfSigned();
    try (TestEdge edge = TestEdge.builder().certificate(self).start()) {
      EdgeException refusal =
          distrust(
              edge,
              edge.endpoint()
                  .withTrust(
                      new Trust.Authorities(List.of(TestCertificates.AUTHORITY.getCertificate()))));

      assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_SELF_SIGNED);
      assertThat(refusal)
          .hasMessageStartingWith("The certificate of localhost is signed by itself only");
    }
  }

  @Test
  void refusesAnExpiredCertificate() {
    Instant now = Instant.now();
    EdgeException refusal =
        distrust(
            TestCertificates.server(TestCertificates.AUTHORITY)
                .valid(now.minus(9, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS))
                .build());

    assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_EXPIRED);
    assertThat(refusal)
        .hasMessageMatching("The certificate of localhost expired on \\d{4}-\\d\\d-\\d\\d.");
  }

  /** The JDK takes a certificate that is itself in the list of authorities without a look. */
  @Test
  void refusesAnExpiredCertificateThatIsItsOwnAuthority() {
    Instant now = Instant.now();
    X509Bundle self =
        TestCertificates.server(TestCertificates.AUTHORITY)
            .valid(now.minus(9, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS))
            .buildSelfSigned();

    assertThat(distrust(self).problem()).isEqualTo(Problem.CERTIFICATE_EXPIRED);
  }

  @Test
  void refusesACertificateFromTheFuture() {
    Instant now = Instant.now();
    EdgeException refusal =
        distrust(
            TestCertificates.server(TestCertificates.AUTHORITY)
                .valid(now.plus(2, ChronoUnit.DAYS), now.plus(9, ChronoUnit.DAYS))
                .build());

    assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_NOT_YET_VALID);
  }

  @Test
  void refusesACertificateForAnotherHost() {
    EdgeException refusal =
        distrust(TestCertificates.server(TestCertificates.AUTHORITY).host("edge.test").build());

    assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_WRONG_HOST);
    assertThat(refusal).hasMessage("The certificate shown by localhost is for edge.test.");
  }

  @Test
  void refusesAnAddressThatTheCertificateDoesNotName() {
    try (TestEdge edge = TestEdge.builder().start()) {
      Endpoint byAddress =
          new Endpoint(
              URI.create("https://127.0.0.1:" + edge.port() + "/"),
              null,
              edge.endpoint().trust(),
              null,
              new ProxyChoice.None());

      assertThat(distrust(edge, byAddress).problem()).isEqualTo(Problem.CERTIFICATE_WRONG_HOST);
    }
  }

  @Test
  void acceptsPinnedKeyWithAnyCertificate() {
    Instant now = Instant.now();
    X509Bundle odd =
        TestCertificates.server(TestCertificates.AUTHORITY)
            .host("another.test")
            .valid(now.minus(9, ChronoUnit.DAYS), now.minus(2, ChronoUnit.DAYS))
            .buildSelfSigned();
    try (TestEdge edge = TestEdge.builder().certificate(odd).start()) {
      Trust.Pin pin = Trust.Pin.of(odd.getCertificate());

      get(get(connect(edge.endpoint().withTrust(pin))).close());
    }
  }

  @Test
  void rejectsAndShowsKeyOtherThanPinned() {
    try (TestEdge edge = TestEdge.builder().start()) {
      Trust.Pin pin = Trust.Pin.of(TestCertificates.AUTHORITY.getCertificate());
      EdgeException refusal = distrust(edge, edge.endpoint().withTrust(pin));

      assertThat(refusal.problem()).isEqualTo(Problem.PIN_MISMATCH);
      assertThat(refusal)
          .hasMessageContaining(
              Trust.Pin.of(TestCertificates.LOCALHOST.getCertificate()).toString());
    }
  }

  @Test
  void sendsClientCertificate() throws Exception {
    X509Bundle client = TestCertificates.client(TestCertificates.AUTHORITY, "device-1");
    try (TestEdge edge = TestEdge.builder().wantsClient(TestCertificates.AUTHORITY).start()) {
      ClientIdentity identity =
          ClientIdentity.of(client.getKeyPair().getPrivate(), List.of(client.getCertificatePath()));

      get(get(connect(edge.endpoint().withIdentity(identity))).close());
    }
  }

  @Test
  void reportsMissingClientCertificate() {
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (TestEdge edge =
          TestEdge.builder().protocols(protocol).wantsClient(TestCertificates.AUTHORITY).start()) {
        EdgeException refusal = (EdgeException) cause(connect(edge.endpoint()));

        assertThat(refusal.problem()).as(protocol).isEqualTo(Problem.CLIENT_CERTIFICATE_REQUIRED);
      }
    }
  }

  @Test
  void reportsRejectedClientCertificate() throws Exception {
    X509Bundle stranger =
        TestCertificates.client(TestCertificates.authority("Elsewhere"), "device-1");
    ClientIdentity identity =
        ClientIdentity.of(
            stranger.getKeyPair().getPrivate(), List.of(stranger.getCertificatePath()));
    for (String protocol : List.of("TLSv1.3", "TLSv1.2")) {
      try (TestEdge edge =
          TestEdge.builder().protocols(protocol).wantsClient(TestCertificates.AUTHORITY).start()) {
        EdgeException refusal =
            (EdgeException) cause(connect(edge.endpoint().withIdentity(identity)));

        assertThat(refusal.problem()).as(protocol).isEqualTo(Problem.CLIENT_CERTIFICATE_REFUSED);
      }
    }
  }

  @Test
  void reportsNonTlsPort() {
    try (TestEdge edge =
        TestEdge.builder().plain().answer((self, channel, head) -> channel.close()).start()) {
      // A TLS hello never ends in an empty line, so this one speaks first.
      EdgeException refusal = (EdgeException) cause(connect(speaksFirst(edge)));

      assertThat(refusal.problem()).isEqualTo(Problem.TLS_NOT_SPOKEN);
      assertThat(refusal.getMessage()).doesNotContain("485454");
    }
  }

  private static Endpoint speaksFirst(TestEdge edge) {
    edge.onConnect("HTTP/1.1 400 Bad Request\r\n\r\n");
    return edge.endpoint();
  }

  @Test
  void timesOutInHandshake() throws Exception {
    try (ServerSocket silent = new ServerSocket(0)) {
      connector = connector(Duration.ofMillis(200));
      Endpoint endpoint =
          Endpoint.of(URI.create("https://localhost:" + silent.getLocalPort()))
              .withTrust(new Trust.Pin("0".repeat(64)))
              .withProxy(new ProxyChoice.None());

      assertThat(cause(connect(endpoint)))
          .hasMessage(
              "localhost:"
                  + silent.getLocalPort()
                  + " did not finish the TLS handshake within 200 ms.");
    }
  }

  @Test
  void reportsCloseInHandshake() throws Exception {
    try (ServerSocket closing = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = closing.accept()) {
                  socket.getInputStream().read();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      Endpoint endpoint =
          Endpoint.of(URI.create("https://localhost:" + closing.getLocalPort()))
              .withTrust(new Trust.Pin("0".repeat(64)))
              .withProxy(new ProxyChoice.None());

      assertThat(((EdgeException) cause(connect(endpoint))).problem())
          .isEqualTo(Problem.TLS_CLOSED);
    }
  }

  @Test
  void fetchesCertificateWithoutSendingAnything() {
    try (TestEdge edge = TestEdge.builder().start()) {
      PresentedCertificate seen =
          get(
              connector.inspect(
                  edge.endpoint()
                      .withTrust(new Trust.System())
                      .withAuthorization(Authorization.of("secret")),
                  ConnectListener.NONE));

      assertThat(seen.leaf()).isEqualTo(TestCertificates.LOCALHOST.getCertificate());
      assertThat(seen.pin()).isEqualTo(Trust.Pin.of(seen.leaf()));
      assertThat(seen.issuer()).isEqualTo("Test Authority");
      assertThat(seen.subject()).isEqualTo("localhost");
      assertThat(seen.hosts()).containsExactly("localhost");
      assertThat(seen.protocol()).isEqualTo("TLSv1.3");
      assertThat(seen.problem())
          .asInstanceOf(type(EdgeException.class))
          .returns(Problem.CERTIFICATE_UNTRUSTED, EdgeException::problem);
      assertThat(edge.requestCount()).isZero();
    }
  }

  @Test
  void fetchesTrustedCertificateWithoutObjection() {
    try (TestEdge edge = TestEdge.builder().start()) {
      assertThat(get(connector.inspect(edge.endpoint(), ConnectListener.NONE)).problem()).isNull();
    }
  }
}

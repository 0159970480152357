package dev.portolan.transport.session;

import static dev.portolan.transport.testing.Futures.await;
import static dev.portolan.transport.testing.Futures.cause;
import static dev.portolan.transport.testing.Futures.get;
import static dev.portolan.transport.testing.Futures.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectLimits;
import dev.portolan.transport.dial.NameLookup;
import dev.portolan.transport.dial.SecureDial;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.testing.TestCertificates;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.testing.TestProxy;
import dev.portolan.transport.testing.TestSocks;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.PresentedCertificate;
import dev.portolan.transport.tls.TlsContexts;
import dev.portolan.transport.tls.Trust;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a dial asks of TLS, of names and of proxies, and what it gives back at its end. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SecureDialTest {
  private static final String TRUST_STORE = "javax.net.ssl.trustStore";
  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir private Path folder;

  private final EventLoopGroup group = EventLoops.create("test-dial", 1);
  private final Contexts contexts = new Contexts();
  private final StepRecorder steps = new StepRecorder();
  private final Queue<Runnable> blocked = new ConcurrentLinkedQueue<>();
  private final @Nullable String trustStore = System.getProperty(TRUST_STORE);
  private Executor blocking = task -> Thread.ofVirtual().start(task);
  private NameLookup lookup = NameLookup.SYSTEM;
  private ConnectLimits limits = new ConnectLimits(LONG, LONG, LONG, LONG, LONG);

  /** Makes them as ever, and notes what was asked for. */
  private static final class Contexts implements TlsContexts.Maker {
    private record Asked(
        SslProvider provider, @Nullable ClientIdentity identity, boolean checksName) {}

    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final List<SslContext> made = new CopyOnWriteArrayList<>();
    private int mostThatAreMade = Integer.MAX_VALUE;

    @Override
    public SslContext client(
        SslProvider provider,
        TrustManager trust,
        @Nullable ClientIdentity identity,
        boolean checksName)
        throws EdgeException {
      asked.add(new Asked(provider, identity, checksName));
      if (made.size() >= mostThatAreMade) {
        throw new EdgeException(Problem.TLS_FAILED, "TLS cannot be set up on this computer.");
      }
      SslContext context = TlsContexts.client(provider, trust, identity, checksName);
      made.add(context);
      return context;
    }
  }

  /** The authority of these tests is the only one that the system trusts. */
  @BeforeEach
  void trust() throws Exception {
    KeyStore store = KeyStore.getInstance("JKS"); // needs no password to be read
    store.load(null, null);
    store.setCertificateEntry("test", TestCertificates.AUTHORITY.getCertificate());
    Path file = folder.resolve("trusted.jks");
    try (OutputStream out = Files.newOutputStream(file)) {
      store.store(out, "changeit".toCharArray());
    }
    System.setProperty(TRUST_STORE, file.toString());
  }

  /** However a dial ends, what TLS holds outside the heap is given back. */
  @AfterEach
  void stop() {
    await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
    if (trustStore == null) {
      System.clearProperty(TRUST_STORE);
    } else {
      System.setProperty(TRUST_STORE, trustStore);
    }
    assertThat(contexts.made)
        .allSatisfy(context -> assertThat(ReferenceCountUtil.refCnt(context)).isLessThan(1));
  }

  private EdgeConnector connector() {
    return new EdgeConnector(
        group,
        new SecureDial.Means(lookup, blocking, SslProvider.OPENSSL_REFCNT, contexts, limits));
  }

  private Future<EdgeClient> connect(Endpoint endpoint) {
    return connector().connect(endpoint, SmuxConfig.defaults(), null, steps);
  }

  private Future<PresentedCertificate> inspect(Endpoint endpoint) {
    return connector().inspect(endpoint, steps);
  }

  private static EdgeException refusal(Future<?> connecting) {
    return (EdgeException) cause(connecting);
  }

  private static Endpoint through(Endpoint endpoint, String proxy) {
    return endpoint.withProxy(new ProxyChoice.Explicit(URI.create(proxy)));
  }

  private static ClientIdentity identity(X509Bundle client) throws EdgeException {
    return ClientIdentity.of(client.getKeyPair().getPrivate(), client.getCertificatePathList());
  }

  private static X509Bundle certificateWithP521() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp521r1"));
    return TestCertificates.server(TestCertificates.AUTHORITY, generator.generateKeyPair());
  }

  // ---- What TLS is asked for ----

  @Test
  void usesJdkTlsForKeysThatBoringSslLacks() throws Exception {
    try (TestEdge edge = TestEdge.builder().start()) {
      ClientIdentity usual =
          identity(TestCertificates.client(TestCertificates.AUTHORITY, "device-1"));
      ClientIdentity odd = identity(certificateWithP521());
      get(get(connect(edge.endpoint().withIdentity(usual))).close());
      get(get(connect(edge.endpoint().withIdentity(odd))).close());

      assertThat(contexts.asked)
          .containsExactly(
              new Contexts.Asked(SslProvider.OPENSSL_REFCNT, usual, true),
              new Contexts.Asked(SslProvider.JDK, odd, true));
    }
  }

  @Test
  void lookingSendsNoClientCertificate() throws Exception {
    try (TestEdge edge = TestEdge.builder().start()) {
      ClientIdentity own =
          identity(TestCertificates.client(TestCertificates.AUTHORITY, "device-1"));
      get(inspect(edge.endpoint().withIdentity(own)));

      assertThat(contexts.asked)
          .containsExactly(new Contexts.Asked(SslProvider.OPENSSL_REFCNT, null, true));
    }
  }

  @Test
  void aPinnedKeyNeedsNoName() {
    try (TestEdge edge = TestEdge.builder().start()) {
      Trust.Pin pin = Trust.Pin.of(TestCertificates.LOCALHOST.getCertificate());
      get(get(connect(edge.endpoint().withTrust(pin))).close());

      assertThat(contexts.asked)
          .containsExactly(new Contexts.Asked(SslProvider.OPENSSL_REFCNT, null, false));
    }
  }

  // ---- Steps and limits ----

  @Test
  void tellsHowManyAddressesThereAre() {
    lookup =
        host ->
            List.of(
                InetAddress.getLoopbackAddress(),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 2}),
                InetAddress.getByAddress(new byte[] {127, 0, 0, 3}));
    try (TestEdge edge = TestEdge.builder().start()) {
      get(inspect(edge.endpoint()));

      String day =
          TestCertificates.LOCALHOST
              .getCertificate()
              .getNotAfter()
              .toInstant()
              .atZone(ZoneId.systemDefault())
              .toLocalDate()
              .toString();
      assertThat(steps.told())
          .containsExactly(
              "RESOLVE",
              "127.0.0.1:" + edge.port() + " and 2 more",
              "CONNECT",
              "127.0.0.1:" + edge.port(),
              "TLS",
              "TLSv1.3, issued by Test Authority, valid until " + day);
    }
  }

  /** And not who issued that of an authority between it and the root. */
  @Test
  void tellsWhoIssuedTheEdgesOwnCertificate() throws Exception {
    X509Bundle between =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Plant Authority")
            .setIsCertificateAuthority(true)
            .buildIssuedBy(TestCertificates.AUTHORITY);
    X509Bundle own = TestCertificates.server(between).build();
    try (TestEdge edge = TestEdge.builder().certificate(own).start()) {
      get(inspect(edge.endpoint()));

      assertThat(steps.told().getLast())
          .startsWith("TLSv1.3, issued by Plant Authority, valid until ");
    }
  }

  @Test
  void reportsNameWithoutAddress() {
    lookup = host -> List.of();
    try (TestEdge edge = TestEdge.builder().start()) {
      assertThat(refusal(connect(edge.endpoint())).problem()).isEqualTo(Problem.DNS_FAILED);
    }
  }

  /** A provider of names that the system plugs in may throw anything. */
  @Test
  void failsAtOnceIfPreparationFails() {
    lookup =
        host -> {
          throw new IllegalStateException("on purpose");
        };
    try (TestEdge edge = TestEdge.builder().start()) {
      assertThat(refusal(connect(edge.endpoint())))
          .returns(Problem.CONNECT_FAILED, EdgeException::problem)
          .hasMessage("The connection to localhost:" + edge.port() + " could not be prepared.");
    }
  }

  /** The limits of the steps before end with them. */
  @Test
  void reportsSlowHandshakeAsSuch() throws Exception {
    Duration early = Duration.ofSeconds(1);
    limits = new ConnectLimits(early, early, Duration.ofSeconds(2), LONG, LONG);
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint =
          Endpoint.of(URI.create("https://localhost:" + silent.getLocalPort()))
              .withProxy(new ProxyChoice.None());
      assertThat(refusal(connect(endpoint)).problem()).isEqualTo(Problem.TLS_TIMEOUT);
    }
  }

  @Test
  void aConnectionThatIsWatchedByTcpItself() {
    try (TestEdge edge = TestEdge.builder().start()) {
      EdgeClient client = get(connect(edge.endpoint()));
      Channel channel = client.session().connection();
      assertThat(channel.config().getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
      assertThat(channel.config().getOption(ChannelOption.TCP_NODELAY)).isTrue();
      get(client.close());
    }
  }

  // ---- A second try ----

  @Test
  void closesTheFirstTrysConnection() throws Exception {
    try (TestEdge edge =
        TestEdge.builder().certificate(certificateWithP521()).provider(SslProvider.JDK).start()) {
      EdgeClient client = get(connect(edge.endpoint()));

      assertThat(contexts.asked)
          .extracting(Contexts.Asked::provider)
          .containsExactly(SslProvider.OPENSSL_REFCNT, SslProvider.JDK);
      assertThat(edge.connections()).hasSize(2);
      until(() -> edge.connections().stream().filter(Channel::isActive).count() == 1);
      get(client.close());
    }
  }

  @Test
  void doesNotRetryIfAnotherTlsWouldNotHelp() {
    try (TestEdge edge =
        TestEdge.builder().plain().answer((self, channel, head) -> channel.close()).start()) {
      edge.onConnect("HTTP/1.1 400 Bad Request\r\n\r\n");

      assertThat(refusal(connect(edge.endpoint())).problem()).isEqualTo(Problem.TLS_NOT_SPOKEN);
      assertThat(contexts.asked).hasSize(1);
    }
  }

  // ---- Proxies ----

  private static SslContext tls(X509Bundle certificate) throws Exception {
    return SslContextBuilder.forServer(certificate.toKeyManagerFactory())
        .sslProvider(TlsContexts.bestProvider())
        .build();
  }

  /** The proxy's certificate is checked by the system's authorities, whatever the edge's is. */
  @Test
  void goesThroughAProxyByTls() throws Exception {
    ClientIdentity own = identity(TestCertificates.client(TestCertificates.AUTHORITY, "device-1"));
    try (TestEdge edge = TestEdge.builder().start();
        TestProxy proxy = new TestProxy("", tls(TestCertificates.LOCALHOST))) {
      Trust.Pin pin = Trust.Pin.of(TestCertificates.LOCALHOST.getCertificate());
      Endpoint endpoint = edge.endpoint().withIdentity(own).withTrust(pin);
      get(get(connect(through(endpoint, "https://localhost:" + proxy.port()))).close());

      assertThat(proxy.requests().element())
          .startsWith("CONNECT localhost:" + edge.port() + " HTTP/1.1\r\n");
      assertThat(contexts.asked)
          .containsExactly(
              new Contexts.Asked(SslProvider.OPENSSL_REFCNT, null, true),
              new Contexts.Asked(SslProvider.OPENSSL_REFCNT, own, false));
    }
  }

  @Test
  void sendsNothingToUnverifiedProxy() throws Exception {
    X509Bundle foreign = TestCertificates.server(TestCertificates.authority("Elsewhere")).build();
    X509Bundle other = TestCertificates.server(TestCertificates.AUTHORITY).host("a.test").build();
    for (X509Bundle certificate : List.of(foreign, other)) {
      try (TestEdge edge = TestEdge.builder().start();
          TestProxy proxy = new TestProxy("", tls(certificate))) {
        Endpoint endpoint = through(edge.endpoint(), "https://u:p@localhost:" + proxy.port());

        assertThat(refusal(connect(endpoint)).problem()).isEqualTo(Problem.PROXY_FAILED);
        assertThat(proxy.requests()).isEmpty();
      }
    }
  }

  /** Its name is the proxy's, not that of the edge. */
  @Test
  void theNameOfTheProxyIsChecked() throws Exception {
    List<String> lookedUp = new CopyOnWriteArrayList<>();
    lookup =
        host -> {
          lookedUp.add(host);
          return List.of(InetAddress.getLoopbackAddress());
        };
    X509Bundle certificate =
        TestCertificates.server(TestCertificates.AUTHORITY).host("proxy.test").build();
    try (TestEdge edge = TestEdge.builder().start();
        TestProxy proxy = new TestProxy("", tls(certificate))) {
      Endpoint endpoint = through(edge.endpoint(), "https://proxy.test:" + proxy.port());
      get(get(connect(endpoint)).close());

      assertThat(proxy.requests()).hasSize(1);
      assertThat(lookedUp).as("the edge's is the proxy's to look up").containsExactly("proxy.test");
    }
  }

  @Test
  void goesThroughASocksProxyWithItsCredentials() throws Exception {
    try (TestEdge edge = TestEdge.builder().start();
        TestSocks proxy = new TestSocks()) {
      Endpoint endpoint =
          through(edge.endpoint(), "socks5://user:p%40ss@127.0.0.1:" + proxy.port());
      get(get(connect(endpoint)).close());

      assertThat(proxy.requests()).containsExactly("user:p@ss@localhost:" + edge.port());
    }
  }

  @Test
  void timesOutOnSilentProxy() throws Exception {
    Duration early = Duration.ofMillis(300);
    limits = new ConnectLimits(LONG, early, LONG, LONG, Duration.ofSeconds(4));
    try (TestEdge edge = TestEdge.builder().start();
        ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Endpoint endpoint = through(edge.endpoint(), "http://127.0.0.1:" + silent.getLocalPort());

      assertThat(refusal(connect(endpoint)).problem()).isEqualTo(Problem.PROXY_FAILED);
      assertThat(edge.connections()).isEmpty();
    }
  }

  // ---- What is given back ----

  /** As when its certificate and key cannot be used. */
  @Test
  void releasesProxyTlsIfEdgeTlsFails() {
    contexts.mostThatAreMade = 1;
    try (TestEdge edge = TestEdge.builder().start()) {
      Endpoint endpoint = through(edge.endpoint(), "https://localhost:1");

      assertThat(refusal(connect(endpoint)).problem()).isEqualTo(Problem.TLS_FAILED);
      assertThat(contexts.asked).hasSize(2);
    }
  }

  @Test
  void doesNotCreateEdgeTlsIfProxyTlsFails() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.jks"), "no store");
    try (TestEdge edge = TestEdge.builder().start()) {
      System.setProperty(TRUST_STORE, broken.toString());
      Endpoint endpoint = through(edge.endpoint(), "https://localhost:1");

      assertThat(refusal(connect(endpoint)).problem()).isEqualTo(Problem.SYSTEM_TRUST_UNUSABLE);
    }
  }

  @Test
  void releasesPlanOfCancelledDial() {
    blocking = blocked::add;
    try (TestEdge edge = TestEdge.builder().start();
        TestProxy proxy = new TestProxy("")) {
      Future<EdgeClient> connecting =
          connect(through(edge.endpoint(), "https://127.0.0.1:" + proxy.port()));
      until(() -> !blocked.isEmpty());
      connecting.cancel(false);
      blocked.remove().run();
      get(group.submit(() -> {}));
      assertThat(contexts.made).hasSize(2);
      assertThat(steps.told()).containsExactly("RESOLVE");
    }
  }

  @Test
  void releasesPlanAfterLoopShutdown() {
    blocking = blocked::add;
    try (TestEdge edge = TestEdge.builder().start()) {
      connect(edge.endpoint());
      until(() -> !blocked.isEmpty());
      await(group.shutdownGracefully(0, 5, TimeUnit.SECONDS));
      blocked.remove().run();
      assertThat(contexts.made)
          .singleElement()
          .asInstanceOf(type(SslContext.class))
          .returns(0, ReferenceCountUtil::refCnt);
    }
  }
}

package dev.portolan.transport.enrol;

import static dev.portolan.transport.testing.Futures.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.loop.EventLoops;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeConnector;
import dev.portolan.transport.testing.TestCertificates;
import dev.portolan.transport.testing.TestEdge;
import dev.portolan.transport.tls.Pem;
import io.netty.channel.EventLoopGroup;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.netty.util.concurrent.Future;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Edges that answer the request for a certificate with whatever they like. */
class EnrolClientTest {
  private static final X509Bundle AUTHORITY = TestCertificates.AUTHORITY;
  private static final KeyPair KEYS = keys();
  private static final EventLoopGroup GROUP = EventLoops.create("enrol-client-test", 1);

  private final EnrolClient client = new EnrolClient(new EdgeConnector(GROUP));

  @AfterAll
  static void stop() {
    GROUP.shutdownGracefully(0, 5, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Test
  void aCertificateOfTheNamedAuthorityForTheKeyIsTaken() throws Exception {
    X509Certificate issued = issued(AUTHORITY, KEYS, 0, 10);
    AtomicReference<String> head = new AtomicReference<>("");
    try (TestEdge edge = edge(ok(Pem.of(issued)), head)) {
      EnrolledIdentity identity = enrol(edge, code(AUTHORITY)).get(30, TimeUnit.SECONDS);

      assertThat(identity.certificate()).isEqualTo(issued);
      assertThat(identity.authority()).isEqualTo(AUTHORITY.getCertificate());
      assertThat(head.get()).startsWith("POST /.well-known/portolan-enrolment HTTP/1.1\r\n");
    }
  }

  @Test
  void theSecretIsNotSentToAnEdgeOfAnotherAuthority() throws Exception {
    AtomicReference<String> head = new AtomicReference<>("");
    try (TestEdge edge = edge(ok("unasked"), head)) {
      EdgeException failure =
          failure(enrol(edge, code(TestCertificates.authority("Test Authority"))));

      assertThat(failure.problem()).isEqualTo(Problem.ENROLMENT_REFUSED);
      assertThat(failure).hasMessageContaining("The code was not sent");
      assertThat(head.get()).isEmpty();
    }
  }

  /** Who stands between can show the authority's certificate, which is public. */
  @Test
  void theSecretIsNotSentToWhoMerelyShowsTheAuthority() throws Exception {
    X509Bundle own = TestCertificates.server(TestCertificates.authority("Test Authority")).build();
    X509Bundle posed =
        X509Bundle.fromCertificatePath(
            new X509Certificate[] {own.getCertificate(), AUTHORITY.getCertificate()},
            own.getCertificate(), // any other than the last, which would be left out
            own.getKeyPair());
    AtomicReference<String> head = new AtomicReference<>("");
    try (TestEdge edge = edge(posed, ok("unasked"), head)) {
      EdgeException failure = failure(enrol(edge, code(AUTHORITY)));

      assertThat(failure.problem())
          .isIn(Problem.CERTIFICATE_UNTRUSTED, Problem.CERTIFICATE_INVALID);
      assertThat(head.get()).isEmpty();
    }
  }

  @Test
  void theNameOfTheEdgeIsChecked() throws Exception {
    X509Bundle elsewhere = TestCertificates.server(AUTHORITY).host("elsewhere.example").build();
    AtomicReference<String> head = new AtomicReference<>("");
    try (TestEdge edge = edge(withAuthority(elsewhere), ok("unasked"), head)) {
      EdgeException failure = failure(enrol(edge, code(AUTHORITY)));

      assertThat(failure.problem()).isEqualTo(Problem.CERTIFICATE_WRONG_HOST);
      assertThat(head.get()).isEmpty();
    }
  }

  static Stream<Arguments> nonsense() throws Exception {
    KeyPair others = keys();
    String right = Pem.of(issued(AUTHORITY, KEYS, 0, 10));
    return Stream.of(
        refused("no certificate", ok("hello"), "no certificate"),
        refused("an empty body", ok(""), "no certificate"),
        refused("no body", "HTTP/1.1 200 OK\r\n\r\n", "no certificate"),
        refused(
            "a key instead",
            ok("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"),
            "no certificate"),
        refused(
            "a damaged certificate",
            ok("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "no certificate"),
        refused("half a certificate", ok(right.substring(0, 200)), "no certificate"),
        refused(
            "another key's certificate",
            ok(Pem.of(issued(AUTHORITY, others, 0, 10))),
            "for another key"),
        refused(
            "a certificate of another authority of the same name",
            ok(Pem.of(issued(TestCertificates.authority("Test Authority"), KEYS, 0, 10))),
            "not by its own authority"),
        refused("the authority itself", ok(Pem.of(AUTHORITY.getCertificate())), "another key"),
        refused(
            "an expired certificate", ok(Pem.of(issued(AUTHORITY, KEYS, -20, -10))), "not valid"),
        refused(
            "a certificate of tomorrow", ok(Pem.of(issued(AUTHORITY, KEYS, 2, 10))), "not valid"),
        refused("too large a body", ok("x".repeat(20_000)), "too large"),
        refused(
            "a body without an end that is too large",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5000\r\n" + "x".repeat(0x5000),
            "too large"),
        refused("too long a line", "HTTP/1.1 200 " + "x".repeat(9_000) + "\r\n\r\n", ""),
        refused("too large a head", "HTTP/1.1 200 OK\r\nX: " + "x".repeat(20_000) + "\r\n\r\n", ""),
        refused("no HTTP", "SSH-2.0-OpenSSH_9.2\r\n\r\n", ""),
        refused("an end in the head", "HTTP/1.1 20", ""),
        refused("silence and an end", "", "closed the connection"),
        refused(
            "a redirect",
            "HTTP/1.1 302 Found\r\nLocation: https://evil.example/\r\nContent-Length: 0\r\n\r\n",
            "(302)"),
        refused(
            "a switch of protocols",
            "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n",
            ""),
        refused("a web page", status("404 Not Found", "<html>secret</html>"), "(404)"),
        refused("an edge of old", status("426 Upgrade Required", "speaks only"), "by invitation"),
        refused("a wrong code", status("403 Forbidden", "the code is wrong"), "the code is wrong"),
        refused("haste", status("429 Too Many Requests", "too many wrong codes"), "too many"),
        refused("trouble", status("500 Internal Server Error", "a disk"), "a disk"),
        refused(
            "words that move the cursor", status("403 Forbidden", "\u001b[2J\u0007gone"), "(403)"));
  }

  private static Arguments refused(String name, String answer, String words) {
    return Arguments.of(name, answer, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void nonsense(String name, String answer, String words) throws Exception {
    try (TestEdge edge = edge(answer, new AtomicReference<>(""))) {
      EdgeException failure = failure(enrol(edge, code(AUTHORITY)));

      assertThat(failure)
          .hasMessageStartingWith("localhost ")
          .hasMessageContaining(words)
          .extracting(Throwable::getMessage)
          .asString()
          .matches("[ -~]{10,300}")
          .doesNotContain("<html>");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {16_383, 16_384, 16_385})
  void anAnswerHasUpTo16384Bytes(int size) throws Exception {
    String certificate = Pem.of(issued(AUTHORITY, KEYS, 0, 10));
    String body = certificate + "\n".repeat(size - certificate.length());
    try (TestEdge edge = edge(ok(body), new AtomicReference<>(""))) {
      Future<EnrolledIdentity> enrolled = enrol(edge, code(AUTHORITY));
      if (size > 16_384) {
        assertThat(failure(enrolled)).hasMessageContaining("too large");
      } else {
        assertThat(get(enrolled).certificate().getPublicKey()).isEqualTo(KEYS.getPublic());
      }
    }
  }

  private Future<EnrolledIdentity> enrol(TestEdge edge, InvitationCode code) {
    return client.enrol(
        URI.create("https://localhost:" + edge.port()), new ProxyChoice.None(), code, KEYS);
  }

  private static InvitationCode code(X509Bundle authority) {
    return InvitationCode.create(authority.getCertificate(), new SecureRandom());
  }

  private static EdgeException failure(Future<?> attempt) {
    assertThat(attempt.awaitUninterruptibly(40, TimeUnit.SECONDS)).isTrue();
    assertThat(attempt.cause()).isInstanceOf(EdgeException.class);
    return (EdgeException) attempt.cause();
  }

  private static TestEdge edge(String answer, AtomicReference<String> head) throws Exception {
    return edge(withAuthority(TestCertificates.LOCALHOST), answer, head);
  }

  private static TestEdge edge(X509Bundle shown, String answer, AtomicReference<String> heard) {
    TestEdge.Builder saying = TestEdge.builder().certificate(shown);
    return saying
        .answer(
            (edge, channel, head) -> {
              heard.set(head);
              channel
                  .writeAndFlush(
                      io.netty.buffer.Unpooled.copiedBuffer(
                          answer, java.nio.charset.StandardCharsets.UTF_8))
                  .addListener(written -> channel.close());
            })
        .start();
  }

  private static X509Bundle withAuthority(X509Bundle server) throws Exception {
    return X509Bundle.fromCertificatePath(
        new X509Certificate[] {server.getCertificate(), AUTHORITY.getCertificate()},
        server.getCertificate(), // any other than the last, which would be left out
        server.getKeyPair());
  }

  private static X509Certificate issued(X509Bundle issuer, KeyPair keys, int from, int until)
      throws Exception {
    Instant now = Instant.now();
    return new CertificateBuilder()
        .subject("CN=device")
        .publicKey(keys.getPublic())
        .notBefore(now.plus(from, ChronoUnit.DAYS).minus(1, ChronoUnit.HOURS))
        .notAfter(now.plus(until, ChronoUnit.DAYS))
        .buildIssuedBy(issuer)
        .getCertificate();
  }

  private static String ok(String body) {
    return status("200 OK", body);
  }

  private static String status(String status, String body) {
    return "HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(256);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

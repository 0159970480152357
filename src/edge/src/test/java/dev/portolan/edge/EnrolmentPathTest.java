package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceConfig;
import dev.portolan.edge.ca.EdgeFolder;
import dev.portolan.edge.ca.EdgeNames;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.enrol.EnrolClient;
import dev.portolan.transport.enrol.EnrolRequest;
import dev.portolan.transport.enrol.EnrolledIdentity;
import dev.portolan.transport.enrol.InvitationCode;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.pty.PtySize;
import dev.portolan.transport.pty.PtyStream;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** From an empty folder to a shell on a device that was invited, and what others try on the way. */
class EnrolmentPathTest {
  @TempDir Path scratch;

  private final List<String> notices = new CopyOnWriteArrayList<>();
  private Instant now = Instant.now();
  private EdgeFolder folder;
  private EdgeFixture fixture;

  @BeforeEach
  void start() throws IOException {
    InstantSource clock = () -> now;
    folder =
        EdgeFolder.init(
            scratch.resolve("edge"), new EdgeNames(List.of("localhost", "127.0.0.1")), clock);
    ServerIdentity identity = folder.identity();
    TrustedDevices devices = folder.devices();
    fixture =
        EdgeFixture.startEdgeOnly(
            edge ->
                edge.withIdentity(Current.fixed(identity))
                    .withDevices(Current.fixed(devices))
                    .withNotices(notices::add)
                    .withEnrolment(folder.enrolment()));
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anInvitedDeviceGetsItsCertificateAndServesAShell() throws Exception {
    KeyPair keys = keys();
    EnrolledIdentity enrolled = await(enrol(folder.invite("kiosk-7"), keys));

    X509Certificate own = enrolled.certificate();
    assertThat(own.getSubjectX500Principal().getName()).isEqualTo("CN=kiosk-7");
    assertThat(own.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(enrolled.authority()).isEqualTo(authority());

    DeviceClient device = device(ClientIdentity.of(keys.getPrivate(), List.of(own)));
    await(device.ready());
    EdgeClient client =
        await(
            fixture.connect(
                new Endpoint(
                    fixture.url("/device/" + DeviceId.of(own)),
                    Authorization.of(EdgeFixture.TOKEN),
                    new Trust.Authorities(List.of(authority())),
                    null,
                    new ProxyChoice.None())));
    StreamProbe screen = new StreamProbe();
    PtyStream shell =
        await(PtyStream.open(client, new PtySize(80, 24), "echo", List.of("here"), screen));
    assertThat(new String(screen.awaitEnd(), StandardCharsets.UTF_8)).contains("here");
    await(shell.close());
    await(client.close());
  }

  @Test
  void aCodeIsGoodOnce() throws Exception {
    InvitationCode code = folder.invite("one");
    await(enrol(code, keys()));

    assertRefused(enrol(code, keys()), 403, "used already");
    assertThat(notices)
        .singleElement()
        .asString()
        .contains("a code that is wrong, used or expired");
  }

  @Test
  void ofTwoAtOnceOneGetsIt() throws Exception {
    InvitationCode code = folder.invite("one");
    List<Future<EnrolledIdentity>> tries = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      tries.add(enrol(code, keys()));
    }
    tries.forEach(one -> one.awaitUninterruptibly(30_000));

    assertThat(tries.stream().filter(Future::isSuccess)).hasSize(1);
    try (Stream<Path> records = Files.list(scratch.resolve("edge/devices"))) {
      assertThat(records).hasSize(1);
    }
  }

  @Test
  void aCodeIsGoodForAnHour() throws Exception {
    InvitationCode code = folder.invite("late");
    now = now.plus(Duration.ofMinutes(61));

    assertRefused(enrol(code, keys()), 403, "has expired");
  }

  @Test
  void aMadeUpCodeIsNone() throws Exception {
    folder.invite("somebody");
    InvitationCode madeUp = InvitationCode.create(authority(), new SecureRandom());

    assertRefused(enrol(madeUp, keys()), 403, "the code is wrong");
  }

  @Test
  void whoGuessesIsSlowedDownWhateverComesThen() throws Exception {
    InvitationCode code = folder.invite("patient");
    for (int i = 0; i < GuessBrake.AT_ONCE; i++) {
      awaitFailure(enrol(InvitationCode.create(authority(), new SecureRandom()), keys()));
    }

    assertRefused(enrol(code, keys()), 429, "too many wrong codes");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void anEdgeThatCannotKeepTheCertificateSaysSoAndTheCodeStaysGood() throws Exception {
    InvitationCode code = folder.invite("unlucky");
    Path devices = scratch.resolve("edge/devices");
    Files.delete(devices);
    Files.createFile(devices);

    assertRefused(enrol(code, keys()), 500, "cannot give certificates now");

    Files.delete(devices);
    Files.createDirectory(devices);
    await(enrol(code, keys()));
  }

  @Test
  void aDeviceGetsItsNextCertificateByTheOneBefore() throws Exception {
    KeyPair keys = keys();
    now = now.minus(Duration.ofDays(340));
    ClientIdentity old = identity(keys, await(enrol(folder.invite("old"), keys)));
    assertThat(await(client().renew(endpoint(old)))).isEqualTo(old.certificate());

    now = Instant.now();
    X509Certificate next = await(client().renew(endpoint(old)));

    assertThat(next.getNotAfter().toInstant()).isAfter(now.plus(Duration.ofDays(364)));
    assertThat(next.getPublicKey()).isEqualTo(keys.getPublic());
    assertThat(next.getSubjectX500Principal())
        .isEqualTo(old.certificate().getSubjectX500Principal());
    // The answer may have been lost on its way.
    assertThat(await(client().renew(endpoint(old)))).isEqualTo(next);
  }

  @Test
  void aRevokedDeviceGetsNoNextCertificate() throws Exception {
    KeyPair keys = keys();
    ClientIdentity device = identity(keys, await(enrol(folder.invite("stolen"), keys)));
    KeyPair others = keys();
    ClientIdentity other = identity(others, await(enrol(folder.invite("other"), others)));

    assertThat(folder.revoke("stolen")).containsExactly(DeviceId.of(device.certificate()));

    assertRefused(client().renew(endpoint(device)), 403, "was revoked");
    assertThat(folder.devices().refusal(device.chain())).contains("revoked");
    assertThat(folder.devices().refusal(other.chain())).isNull();
    await(client().renew(endpoint(other)));
    assertThat(folder.revoke("nobody")).isEmpty();
    folder.revoke(DeviceId.of(other.certificate()));
    assertThat(folder.devices().refusal(device.chain())).contains("revoked");
    assertThat(folder.devices().refusal(other.chain())).contains("revoked");
  }

  @Test
  void aStrangersCertificateIsNotRenewed() {
    assertRefused(
        client().renew(endpoint(TestPki.newForeignDevice("stranger"))),
        403,
        "does not know this device");
  }

  @Test
  void anEdgeThatInvitesNobodySaysSo() {
    try (EdgeFixture other = EdgeFixture.startEdgeOnly(edge -> edge)) {
      Endpoint endpoint =
          new Endpoint(
              other.url("/"),
              null,
              other.pki().trust(),
              other.deviceIdentity(),
              new ProxyChoice.None());
      assertRefused(new EnrolClient(other.connector()).renew(endpoint), 404, "invites no devices");
    }
  }

  /** What is typed at the door by hand; every answer ends the connection. */
  @Test
  void whateverIsAskedIsAnswered() throws Exception {
    InvitationCode code = folder.invite("door");
    KeyPair keys = keys();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    String right = proof(code.secret(), key, keys);
    String post = "POST " + EnrolRequest.PATH + " HTTP/1.1";
    String authorization = "Authorization: Portolan-Invitation " + code.secret();
    String[][] table = {
      {"401", post},
      {"426", "GET " + EnrolRequest.PATH + " HTTP/1.1"},
      {"426", "PUT " + EnrolRequest.PATH + " HTTP/1.1"},
      {"426", "POST " + EnrolRequest.PATH + "/ HTTP/1.1"},
      {"426", "POST " + EnrolRequest.PATH + "?x HTTP/1.1"},
      {"426", "POST /../" + EnrolRequest.PATH + " HTTP/1.1"},
      {"400", post, authorization},
      {"400", post, authorization, "Portolan-Key: " + key},
      {"400", post, authorization, "Portolan-Proof: " + right},
      {"400", post, "Portolan-Key: " + key, "Portolan-Proof: " + right},
      {"400", post, authorization, "Portolan-Key: " + key, "Portolan-Proof: "},
      {"400", post, authorization, "Portolan-Key: " + key, "Portolan-Proof: AAAA"},
      {"400", post, authorization, "Portolan-Key: \u00e9", "Portolan-Proof: " + right},
      {"400", post, authorization, "Portolan-Key: " + key + key, "Portolan-Proof: " + right},
      {
        "400",
        post,
        authorization,
        authorization,
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        authorization,
        "Portolan-Key: " + key,
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        "Authorization: Bearer " + code.secret(),
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        "Authorization: Portolan-Invitation ../../../ca.key",
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        "Authorization: Portolan-Invitation " + code.secret().substring(1),
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        "Authorization: Portolan-Invitation " + "0".repeat(20),
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {
        "400",
        post,
        "Authorization: Portolan-Invitation " + "0".repeat(9_000),
        "Portolan-Key: " + key,
        "Portolan-Proof: " + right
      },
      {"400", post, "Authorization:", "Portolan-Key: " + key, "Portolan-Proof: " + right},
      {"401", post, "Content-Length: 999999999"},
      {"401", post, "Transfer-Encoding: chunked"},
      {"431", post, "X: " + "y".repeat(17_000)},
      {"400", "POST"},
      {"426", post.replace("POST", "post")},
      {
        "403",
        post,
        "Authorization: Portolan-Invitation " + "0".repeat(20),
        "Portolan-Key: " + key,
        "Portolan-Proof: " + proof("0".repeat(20), key, keys)
      },
    };
    for (String[] row : table) {
      String[] head = Stream.of(row).skip(1).toArray(String[]::new);
      String answer = answer(RawConnection.head(head));
      assertThat(answer).as(String.join("\n", head)).startsWith("HTTP/1.1 " + row[0] + " ");
      assertThat(answer).doesNotContain(code.secret()).doesNotContain("BEGIN");
      assertThat(answer.length()).isLessThan(500);
    }
    // None of it has used the code up.
    String[] head = {post, authorization, "Portolan-Key: " + key, "Portolan-Proof: " + right};
    assertThat(answer(RawConnection.head(head)))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("-----BEGIN CERTIFICATE-----");
    assertThat(String.join("\n", notices)).doesNotContain(code.secret());
  }

  private String answer(String request) throws Exception {
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("ca", authority());
    trust.init(store);
    SSLContext tls = SSLContext.getInstance("TLS");
    TrustManager[] managers = trust.getTrustManagers();
    tls.init(null, managers, null);
    try (SSLSocket socket =
        (SSLSocket)
            tls.getSocketFactory()
                .createSocket(
                    InetAddress.getLoopbackAddress(), fixture.edge().address().getPort())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** What proves that a device which has a code holds a key. */
  static String proof(String secret, String key, KeyPair keys) throws GeneralSecurityException {
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(keys.getPrivate());
    signature.update(
        ("portolan enrolment 1\n" + secret + "\n" + key).getBytes(StandardCharsets.US_ASCII));
    return Base64.getEncoder().encodeToString(signature.sign());
  }

  private X509Certificate authority() {
    try {
      return Trust.Authorities.ofPem(folder.caFile()).certificates().getFirst();
    } catch (EdgeException e) {
      throw new IllegalStateException(e);
    }
  }

  private EnrolClient client() {
    return new EnrolClient(fixture.connector());
  }

  private Future<EnrolledIdentity> enrol(InvitationCode code, KeyPair keys) {
    return client().enrol(fixture.url("/"), new ProxyChoice.None(), code, keys);
  }

  private Endpoint endpoint(ClientIdentity identity) {
    return new Endpoint(
        fixture.url("/"),
        null,
        new Trust.Authorities(List.of(authority())),
        identity,
        new ProxyChoice.None());
  }

  private DeviceClient device(ClientIdentity identity) {
    return fixture.addDevice(identity, config -> DeviceConfig.of(endpoint(identity)));
  }

  private static ClientIdentity identity(KeyPair keys, EnrolledIdentity enrolled)
      throws EdgeException {
    return ClientIdentity.of(keys.getPrivate(), List.of(enrolled.certificate()));
  }

  private static void assertRefused(Future<?> attempt, int status, String words) {
    Throwable failure = awaitFailure(attempt);
    assertThat(failure).isInstanceOf(EdgeException.class).hasMessageContaining(words);
    assertThat(((EdgeException) failure).status()).isEqualTo(status);
    assertThat(((EdgeException) failure).problem())
        .isIn(Problem.ENROLMENT_REFUSED, Problem.EDGE_TROUBLE, Problem.UPGRADE_TOO_MANY_REQUESTS);
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

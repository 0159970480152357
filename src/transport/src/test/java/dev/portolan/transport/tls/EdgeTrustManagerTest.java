package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.security.KeyPairGenerator;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;

/** The reason must be that of the rejected certificate, not of another one. */
class EdgeTrustManagerTest {
  private final Instant now = Instant.now();
  private final X509Bundle root = authority().buildSelfSigned();

  EdgeTrustManagerTest() throws Exception {}

  private static CertificateBuilder authority() {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=Test Authority")
        .setIsCertificateAuthority(true);
  }

  private static CertificateBuilder edge() {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=localhost, O=Test")
        .addSanDnsName("localhost");
  }

  private EdgeException refusal(X509Certificate... chain) throws Exception {
    EdgeTrustManager manager =
        new EdgeTrustManager(
            "localhost", new Trust.Authorities(List.of(root.getCertificate())), false);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, null, null);
    SSLEngine engine = context.createSSLEngine("localhost", 443);
    SSLParameters parameters = engine.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    engine.setSSLParameters(parameters);
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(() -> manager.checkServerTrusted(chain, "UNKNOWN", engine));
    EdgeException problem = manager.problem();
    if (problem == null) {
      throw new AssertionError("nothing to object");
    }
    return problem;
  }

  @Test
  void reportsWeakKey() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(512);
    X509Bundle weak = edge().publicKey(generator.generateKeyPair().getPublic()).buildIssuedBy(root);

    assertThat(refusal(weak.getCertificatePath()))
        .returns(Problem.CERTIFICATE_WEAK, EdgeException::problem)
        .hasMessageEndingWith("uses a method that is no longer safe.");
  }

  @Test
  void reportsExpiredIntermediate() throws Exception {
    X509Bundle between =
        authority()
            .subject("CN=Between")
            .notBefore(now.minus(9, ChronoUnit.DAYS))
            .notAfter(now.minus(2, ChronoUnit.DAYS))
            .buildIssuedBy(root);

    assertThat(refusal(edge().buildIssuedBy(between).getCertificatePath()))
        .returns(Problem.CERTIFICATE_INVALID, EdgeException::problem)
        .hasMessageEndingWith("has an authority whose own certificate is not valid today.");
  }

  @Test
  void reportsInvalidSignature() throws Exception {
    byte[] der = edge().buildIssuedBy(root).getCertificate().getEncoded();
    der[der.length - 1] ^= 1; // in the signature
    X509Certificate forged =
        (X509Certificate)
            CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(der));

    assertThat(refusal(forged))
        .returns(Problem.CERTIFICATE_INVALID, EdgeException::problem)
        .hasMessageEndingWith("was revoked or is forged.");
  }

  @Test
  void reportsTheDatesOfTheEdgesOwnCertificate() throws Exception {
    Instant before = now.minus(9, ChronoUnit.DAYS);
    Instant after = now.plus(9, ChronoUnit.DAYS);
    assertThat(
            refusal(
                edge()
                    .notBefore(before)
                    .notAfter(now.minus(2, ChronoUnit.DAYS))
                    .buildIssuedBy(root)
                    .getCertificatePath()))
        .returns(Problem.CERTIFICATE_EXPIRED, EdgeException::problem);
    assertThat(
            refusal(
                edge()
                    .notBefore(now.plus(2, ChronoUnit.DAYS))
                    .notAfter(after)
                    .buildIssuedBy(root)
                    .getCertificatePath()))
        .returns(Problem.CERTIFICATE_NOT_YET_VALID, EdgeException::problem);
  }

  @Test
  void reportsAnAuthorityThatIsNotTrusted() throws Exception {
    X509Bundle other = authority().subject("CN=Other Authority").buildSelfSigned();

    assertThat(refusal(edge().buildIssuedBy(other).getCertificatePath()))
        .returns(Problem.CERTIFICATE_UNTRUSTED, EdgeException::problem);
    assertThat(refusal(other.getCertificate()))
        .returns(Problem.CERTIFICATE_SELF_SIGNED, EdgeException::problem);
  }

  private static CertificateBuilder edgeNamed(String... hosts) {
    CertificateBuilder builder = new CertificateBuilder().ecp256().subject("CN=localhost");
    for (String host : hosts) {
      builder.addSanDnsName(host);
    }
    return builder;
  }

  private String wrongHost(CertificateBuilder edge) throws Exception {
    EdgeException refusal = refusal(edge.buildIssuedBy(root).getCertificatePath());
    assertThat(refusal.problem()).isEqualTo(Problem.CERTIFICATE_WRONG_HOST);
    return refusal.getMessage();
  }

  @Test
  void saysForWhichHostsACertificateIs() throws Exception {
    assertThat(wrongHost(edgeNamed("a.test", "b.test", "c.test")))
        .isEqualTo("The certificate shown by localhost is for a.test, b.test, c.test.");
    assertThat(wrongHost(edgeNamed("a.test", "b.test", "c.test", "d.test")))
        .isEqualTo("The certificate shown by localhost is for a.test, b.test, c.test and others.");
    assertThat(wrongHost(edgeNamed().subject("O=Test").addSanRfc822Name("someone@edge.test")))
        .isEqualTo("The certificate shown by localhost is for no host.");
  }

  @Test
  void aPinIsForOneKey() throws Exception {
    X509Certificate shown = edge().buildIssuedBy(root).getCertificate();
    EdgeTrustManager right = new EdgeTrustManager("localhost", Trust.Pin.of(shown), false);
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    assertThat(right.presented("TLSv1.3")).isNull();
    right.checkServerTrusted(new X509Certificate[] {shown}, "UNKNOWN", engine);
    assertThat(right.problem()).isNull();
    assertThat(right.presented("TLSv1.3"))
        .isEqualTo(new PresentedCertificate(List.of(shown), "TLSv1.3", null));

    EdgeTrustManager wrong =
        new EdgeTrustManager("localhost", Trust.Pin.of(root.getCertificate()), false);
    assertThatExceptionOfType(CertificateException.class)
        .isThrownBy(
            () -> wrong.checkServerTrusted(new X509Certificate[] {shown}, "UNKNOWN", engine));
    EdgeTrustManager looking =
        new EdgeTrustManager("localhost", Trust.Pin.of(root.getCertificate()), true);
    looking.checkServerTrusted(new X509Certificate[] {shown}, "UNKNOWN", engine);
    assertThat(looking.problem()).isNotNull().returns(Problem.PIN_MISMATCH, EdgeException::problem);
  }
}

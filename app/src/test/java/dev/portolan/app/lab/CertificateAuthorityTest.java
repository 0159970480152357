package dev.portolan.app.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private final Instant now = Instant.now();

  private final CertificateAuthority authority = new CertificateAuthority("Test authority", now);

  @Test
  void serversAreTrustedByThoseWhoTrustTheAuthority() throws Exception {
    var server = authority.server("edge", List.of("localhost", "127.0.0.1", "::1"));

    X509TrustManager trust = trust(authority.certificate());
    X509Certificate[] chain = {server.certificate()};
    assertThatCode(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA")).doesNotThrowAnyException();
  }

  @Test
  void clientsAreTrustedByThoseWhoTrustTheAuthority() throws Exception {
    var client = authority.client("device");

    X509TrustManager trust = trust(authority.certificate());
    X509Certificate[] chain = {client.certificate()};
    assertThatCode(() -> trust.checkClientTrusted(chain, "EC")).doesNotThrowAnyException();
  }

  @Test
  void clientsCannotPoseAsServers() {
    var client = authority.client("device");

    assertThatThrownBy(
            () ->
                trust(authority.certificate())
                    .checkServerTrusted(
                        new X509Certificate[] {client.certificate()}, "ECDHE_ECDSA"))
        .hasMessageContaining("TLS server authentication");
  }

  @Test
  void anAuthorityOfTheSameNameIsAnotherOne() {
    var server =
        new CertificateAuthority("Test authority", now).server("edge", List.of("localhost"));

    assertThatThrownBy(
            () ->
                trust(authority.certificate())
                    .checkServerTrusted(
                        new X509Certificate[] {server.certificate()}, "ECDHE_ECDSA"))
        .rootCause()
        .isInstanceOf(CertPathValidatorException.class);
  }

  @Test
  void namesAndAddressesAreToldApart() throws Exception {
    var server = authority.server("edge", List.of("localhost", "127.0.0.1", "::1"));

    assertThat(server.certificate().getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
  }

  @Test
  void onlyTheAuthorityIsOne() {
    assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
    assertThat(authority.client("device").certificate().getBasicConstraints()).isNegative();
  }

  @Test
  void theKeyBelongsToTheCertificate() throws Exception {
    var identity = authority.client("device");
    Signature signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(identity.key());
    signature.update(new byte[] {1, 2, 3});
    byte[] signed = signature.sign();

    signature.initVerify(identity.certificate().getPublicKey());
    signature.update(new byte[] {1, 2, 3});

    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void theDatesSurviveTheChangeOfTimeFormatIn2050() {
    Instant late = Instant.parse("2049-06-01T00:00:00Z");

    X509Certificate certificate = new CertificateAuthority("Late", late).certificate();

    assertThat(certificate.getNotBefore()).isEqualTo(Date.from(late.minus(Duration.ofHours(1))));
    assertThat(certificate.getNotAfter()).isEqualTo(Date.from(late.plus(Duration.ofDays(3650))));
  }

  private static X509TrustManager trust(X509Certificate authority) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority);
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }
}

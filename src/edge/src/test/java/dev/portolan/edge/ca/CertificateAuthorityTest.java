package dev.portolan.edge.ca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.math.BigInteger;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertPathValidatorException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;

class CertificateAuthorityTest {
  private static final Duration YEAR = Duration.ofDays(365);

  private final CertificateAuthority authority = authority(Instant.now());

  @Test
  void serversAreTrustedByThoseWhoTrustTheAuthority() throws Exception {
    var server = authority.server("edge", List.of("localhost", "127.0.0.1", "::1"), YEAR);

    X509TrustManager trust = trust(authority.certificate());
    X509Certificate[] chain = {server.certificate()};
    assertThatCode(() -> trust.checkServerTrusted(chain, "ECDHE_ECDSA")).doesNotThrowAnyException();
  }

  @Test
  void clientsAreTrustedByThoseWhoTrustTheAuthority() throws Exception {
    var client = authority.client("device", YEAR);

    X509TrustManager trust = trust(authority.certificate());
    X509Certificate[] chain = {client.certificate()};
    assertThatCode(() -> trust.checkClientTrusted(chain, "EC")).doesNotThrowAnyException();
  }

  @Test
  void clientsCannotPoseAsServers() {
    var client = authority.client("device", YEAR);

    assertThatThrownBy(
            () ->
                trust(authority.certificate())
                    .checkServerTrusted(
                        new X509Certificate[] {client.certificate()}, "ECDHE_ECDSA"))
        .hasMessageContaining("TLS server authentication");
  }

  @Test
  void anAuthorityOfTheSameNameIsAnotherOne() {
    var server = authority(Instant.now()).server("edge", List.of("localhost"), YEAR);

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
    var server = authority.server("edge", List.of("localhost", "127.0.0.1", "::1"), YEAR);

    assertThat(server.certificate().getSubjectAlternativeNames())
        .containsExactly(
            List.of(2, "localhost"), List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
  }

  @Test
  void onlyTheAuthorityIsOne() {
    assertThat(authority.certificate().getBasicConstraints()).isNotNegative();
    assertThat(authority.client("device", YEAR).certificate().getBasicConstraints()).isNegative();
  }

  @Test
  void theKeyBelongsToTheCertificate() throws Exception {
    var identity = authority.client("device", YEAR);
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

    X509Certificate certificate = authority(late).certificate();

    assertThat(certificate.getNotBefore()).isEqualTo(Date.from(late.minus(Duration.ofHours(1))));
    assertThat(certificate.getNotAfter()).isEqualTo(Date.from(late.plus(Duration.ofDays(3650))));
  }

  @Test
  void noCertificateOutlivesTheAuthority() {
    var device = authority.client("device", Duration.ofDays(9999));

    assertThat(device.certificate().getNotAfter()).isEqualTo(authority.certificate().getNotAfter());
  }

  @Test
  void anAuthorityComesBackFromItsCertificateAndKey() throws Exception {
    CertificateAuthority again =
        CertificateAuthority.of(authority.certificate(), authority.key(), InstantSource.system());

    trust(authority.certificate())
        .checkClientTrusted(
            new X509Certificate[] {again.client("device", YEAR).certificate()}, "EC");
  }

  @Test
  void anotherKeyOrCertificateIsNoAuthority() {
    var device = authority.client("device", YEAR);

    assertThatThrownBy(
            () ->
                CertificateAuthority.of(
                    authority.certificate(), device.key(), InstantSource.system()))
        .hasMessage("the key is not the certificate's");
    assertThatThrownBy(
            () ->
                CertificateAuthority.of(device.certificate(), device.key(), InstantSource.system()))
        .hasMessage("the certificate is not an authority's");
  }

  @Test
  void anAuthorityThatMayVouchForNoOtherIsOne() throws Exception {
    X509Bundle last =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Last authority")
            .setIsCertificateAuthority(true)
            .setPathLengthConstraint(OptionalInt.of(0))
            .buildSelfSigned();

    CertificateAuthority of =
        CertificateAuthority.of(
            last.getCertificate(), last.getKeyPair().getPrivate(), InstantSource.system());

    assertThat(of.certificate().getBasicConstraints()).isZero();
    trust(last.getCertificate())
        .checkClientTrusted(
            new X509Certificate[] {of.client("device", Duration.ofDays(1)).certificate()}, "EC");
  }

  @Test
  void anIdentityIsShownWithoutItsKey() {
    assertThat(authority.client("device", YEAR)).hasToString("CN=device");
  }

  @Test
  void aRevocationListHoldsWhatWasRevokedAndIsSigned() throws Exception {
    var gone = authority.client("gone", YEAR).certificate();
    var stays = authority.client("stays", YEAR).certificate();
    List<BigInteger> serials = new ArrayList<>(List.of(gone.getSerialNumber()));
    for (int i = 0; i < 3_000; i++) {
      serials.add(BigInteger.valueOf(i + 1));
    }

    X509CRL list = authority.revoke(serials, YEAR);

    list.verify(authority.certificate().getPublicKey());
    assertThat(list.isRevoked(gone)).isTrue();
    assertThat(list.isRevoked(stays)).isFalse();
    assertThat(authority.revoke(List.of(), YEAR).isRevoked(gone)).isFalse();
  }

  private static CertificateAuthority authority(Instant now) {
    return CertificateAuthority.create("Test authority", Duration.ofDays(3650), () -> now);
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

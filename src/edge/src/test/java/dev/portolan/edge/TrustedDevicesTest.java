package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.edge.ca.TestLists;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which certificates are a device's, and in which words the others are refused. */
class TrustedDevicesTest {
  private static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");
  private static final X509Bundle AUTHORITY = authority("CN=Authority");
  private static final String UNKNOWN = "this edge does not know this device";

  static Stream<Arguments> certificates() {
    return Stream.of(
        device("one that says nothing of its use", b -> b, null),
        device("one for clients", CertificateBuilder::addExtendedKeyUsageClientAuth, null),
        device(
            "one for clients and servers",
            b -> b.addExtendedKeyUsageClientAuth().addExtendedKeyUsageServerAuth(),
            null),
        device("one for any use", b -> b.addExtendedKeyUsage("2.5.29.37.0"), null),
        device(
            "one for servers",
            CertificateBuilder::addExtendedKeyUsageServerAuth,
            "this device's certificate is not one for TLS clients"),
        device(
            "one for code",
            CertificateBuilder::addExtendedKeyUsageCodeSigning,
            "this device's certificate is not one for TLS clients"),
        device("a key that may sign", b -> b.setKeyUsage(true, KeyUsage.digitalSignature), null),
        device(
            "a key that may not sign",
            b -> b.setKeyUsage(true, KeyUsage.keyAgreement),
            "this device's certificate is for a key that may not sign, which TLS needs"),
        device(
            "one that expired a second ago",
            b -> b.notAfter(NOW.minusSeconds(1)),
            "this device's certificate expired on 2030-06-15"),
        device("one that expires in a second", b -> b.notAfter(NOW.plusSeconds(1)), null),
        device(
            "one of tomorrow",
            b -> b.notBefore(NOW.plus(1, ChronoUnit.DAYS)),
            "this device's certificate is not valid before 2030-06-16"));
  }

  private static Arguments device(
      String name, UnaryOperator<CertificateBuilder> change, @Nullable String refusal) {
    return Arguments.of(name, change, refusal);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("certificates")
  void ofAnIssuer(String name, UnaryOperator<CertificateBuilder> change, @Nullable String refusal) {
    assertThat(ofIssuer().refusal(List.of(issued(change, AUTHORITY)), () -> NOW))
        .isEqualTo(refusal);
  }

  /** To name a key is not to say that its certificate may be of any age and use. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("certificates")
  void listedByItsId(
      String name, UnaryOperator<CertificateBuilder> change, @Nullable String refusal) {
    X509Certificate own = issued(change, authority("CN=Nobody"));

    assertThat(TrustedDevices.ofIds(DeviceId.of(own)).refusal(List.of(own), () -> NOW))
        .isEqualTo(refusal);
  }

  @Test
  void ofAnotherAuthorityOfTheSameNameIsUnknown() {
    assertThat(ofIssuer().refusal(List.of(issued(b -> b, authority("CN=Authority"))), () -> NOW))
        .isEqualTo(UNKNOWN);
  }

  /** Whose certificate is not from here learns nothing of what else is wrong with it. */
  @Test
  void aStrangerIsUnknownWhateverItsCertificateSays() {
    X509Certificate stranger = issued(b -> b.notAfter(NOW.minusSeconds(1)), authority("CN=Nobody"));

    assertThat(ofIssuer().refusal(List.of(stranger), () -> NOW)).isEqualTo(UNKNOWN);
  }

  @Test
  void theAuthorityItselfIsNoDevice() {
    assertThat(ofIssuer().refusal(List.of(AUTHORITY.getCertificate()), () -> NOW))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void aDeviceIsNoAuthority() throws Exception {
    X509Bundle device = builder("CN=device").buildIssuedBy(AUTHORITY);
    X509Certificate below = issued(b -> b, device);

    assertThat(ofIssuer().refusal(List.of(below, device.getCertificate()), () -> NOW))
        .isEqualTo(UNKNOWN);
  }

  @Test
  void anIntermediateAuthorityIsFollowed() throws Exception {
    X509Bundle between = intermediate(NOW.plus(1, ChronoUnit.DAYS));
    List<X509Certificate> chain = List.of(issued(b -> b, between), between.getCertificate());

    assertThat(ofIssuer().refusal(chain, () -> NOW)).isNull();
    assertThat(ofIssuer().refusal(List.of(chain.getFirst()), () -> NOW)).isEqualTo(UNKNOWN);
  }

  @Test
  void anIntermediateAuthorityMustBeValidToo() throws Exception {
    X509Bundle between = intermediate(NOW.minusSeconds(1));
    List<X509Certificate> chain = List.of(issued(b -> b, between), between.getCertificate());

    assertThat(ofIssuer().refusal(chain, () -> NOW)).isEqualTo(UNKNOWN);
  }

  @Test
  void whatItsIssuerRevokedIsOut() {
    X509Certificate gone = issued(b -> b, AUTHORITY);
    X509Certificate stays = issued(b -> b, AUTHORITY);
    TrustedDevices devices = ofIssuer().withRevoked(List.of(list(AUTHORITY, gone)));

    assertThat(devices.refusal(List.of(gone), () -> NOW))
        .isEqualTo("this device's certificate was revoked");
    assertThat(devices.refusal(List.of(stays), () -> NOW)).isNull();
  }

  @Test
  void whatItsIssuerRevokedIsOutAlthoughItIsListed() {
    X509Certificate gone = issued(b -> b, AUTHORITY);
    TrustedDevices devices =
        new TrustedDevices(
            Set.of(DeviceId.of(gone)),
            List.of(AUTHORITY.getCertificate()),
            List.of(list(AUTHORITY, gone)));

    assertThat(devices.refusal(List.of(gone), () -> NOW)).contains("revoked");
  }

  @Test
  void whatIsBelowARevokedAuthorityIsOut() throws Exception {
    X509Bundle between = intermediate(NOW.plus(1, ChronoUnit.DAYS));
    List<X509Certificate> chain = List.of(issued(b -> b, between), between.getCertificate());
    TrustedDevices devices =
        ofIssuer().withRevoked(List.of(list(AUTHORITY, between.getCertificate())));

    assertThat(devices.refusal(chain, () -> NOW)).contains("revoked");
  }

  @Test
  void nobodyRevokesWhatAnotherIssued() {
    X509Certificate device = issued(b -> b, AUTHORITY);
    X509Bundle impostor = authority("CN=Authority");
    X509Bundle other = authority("CN=Other");
    TrustedDevices devices =
        ofIssuer().withRevoked(List.of(list(impostor, device), list(other, device)));

    assertThat(devices.refusal(List.of(device), () -> NOW)).isNull();
  }

  @Test
  void anOldListStillCounts() {
    X509Certificate gone = issued(b -> b, AUTHORITY);
    TrustedDevices devices = ofIssuer().withRevoked(List.of(list(AUTHORITY, gone)));

    assertThat(devices.refusal(List.of(gone), () -> NOW.plus(10, ChronoUnit.DAYS)))
        .contains("revoked");
  }

  @Test
  void aCertificateIsJudgedByTheClockOfTheComputer() throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=Authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Certificate own =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=device")
            .notBefore(Instant.EPOCH)
            .notAfter(Instant.EPOCH.plusSeconds(1))
            .buildIssuedBy(authority)
            .getCertificate();
    assertThat(TrustedDevices.ofIds(DeviceId.of(own)).refusal(List.of(own)))
        .isEqualTo("this device's certificate expired on 1970-01-01");
  }

  @Test
  void idsAreChecked() {
    assertThatThrownBy(() -> TrustedDevices.ofIds("ABC"))
        .hasMessage("a device id is 64 lower-case hexadecimal digits, not 'ABC'");
  }

  private static TrustedDevices ofIssuer() {
    return TrustedDevices.ofIssuers(AUTHORITY.getCertificate());
  }

  private static X509Bundle intermediate(Instant until) throws Exception {
    return builder("CN=Between")
        .setIsCertificateAuthority(true)
        .notAfter(until)
        .buildIssuedBy(AUTHORITY);
  }

  private static X509Certificate issued(
      UnaryOperator<CertificateBuilder> change, X509Bundle issuer) {
    try {
      return change.apply(builder("CN=device")).buildIssuedBy(issuer).getCertificate();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle authority(String name) {
    try {
      return builder(name).setIsCertificateAuthority(true).buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static CertificateBuilder builder(String name) {
    return new CertificateBuilder()
        .ecp256()
        .subject(name)
        .notBefore(NOW.minus(30, ChronoUnit.DAYS))
        .notAfter(NOW.plus(30, ChronoUnit.DAYS));
  }

  /** A list that should have been replaced by a newer one long ago. */
  private static X509CRL list(X509Bundle issuer, X509Certificate revoked) {
    return TestLists.of(issuer, NOW.minus(20, ChronoUnit.DAYS), revoked);
  }
}

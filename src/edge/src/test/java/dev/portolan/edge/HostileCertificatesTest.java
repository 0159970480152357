package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.KeyUsage;
import io.netty.pkitesting.X509Bundle;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Chains of certificates that somebody who has none from the authority may show to an edge. */
class HostileCertificatesTest {
  private static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");
  private static final Duration MONTH = Duration.ofDays(30);
  private static final X509Bundle AUTHORITY = made(authority("CN=authority"), null);
  private static final String UNKNOWN = "this edge does not know this device";
  private static final String KINDS =
      "; it must be RSA with at least 2048 bits, EC on P-256, P-384 or P-521, or Ed25519";

  static Stream<Arguments> chains() {
    X509Bundle device = made(named("CN=device"), AUTHORITY);
    X509Bundle between = made(authority("CN=between"), AUTHORITY);
    X509Bundle below = made(authority("CN=below"), between);
    X509Bundle last = made(authority("CN=last").setPathLengthConstraint(zero()), AUTHORITY);
    X509Bundle tooMuch = made(authority("CN=too much"), last);
    X509Bundle late = made(authority("CN=late").notBefore(NOW.plus(MONTH)), AUTHORITY);
    X509Bundle mute =
        made(authority("CN=mute").setKeyUsage(true, KeyUsage.digitalSignature), AUTHORITY);
    X509Bundle impostor = made(authority("CN=authority"), null);
    X509Bundle own = made(authority("CN=own"), null);
    return Stream.of(
        chain("two authorities between", null, leaf(below), below, between),
        chain("with the authority itself", null, leaf(between), between, AUTHORITY),
        chain("made by itself", UNKNOWN, own),
        chain("made by itself in the name of the authority", UNKNOWN, impostor),
        chain("of an impostor with the authority's name", UNKNOWN, leaf(impostor), impostor),
        chain("of an impostor above the real one", UNKNOWN, leaf(impostor), impostor, AUTHORITY),
        chain("below a device", UNKNOWN, leaf(device), device),
        chain("below a device with the authority above", UNKNOWN, leaf(device), device, AUTHORITY),
        chain("below one that has no more below it", UNKNOWN, leaf(tooMuch), tooMuch, last),
        chain("below one that may not sign", UNKNOWN, leaf(mute), mute),
        chain("below one of tomorrow", UNKNOWN, leaf(late), late),
        chain("in the wrong order", UNKNOWN, leaf(below), between, below),
        chain("with a gap", UNKNOWN, leaf(below), between),
        chain("with a stranger in between", UNKNOWN, leaf(between), own, between),
        chain("twice", UNKNOWN, device, device),
        chain("with another device", UNKNOWN, device, leaf(AUTHORITY)),
        chain(
            "with an extension that must be understood",
            UNKNOWN,
            made(named("CN=x").addExtensionUtf8String("1.2.3.4.5", true, "?"), AUTHORITY)),
        chain(
            "with an extension that need not be understood",
            null,
            made(named("CN=x").addExtensionUtf8String("1.2.3.4.5", false, "?"), AUTHORITY)));
  }

  private static Arguments chain(String name, @Nullable String refusal, X509Bundle... chain) {
    return Arguments.of(name, refusal, Stream.of(chain).map(X509Bundle::getCertificate).toList());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("chains")
  void ofAnIssuer(String name, @Nullable String refusal, List<X509Certificate> chain) {
    assertThat(refusal(AUTHORITY, chain)).isEqualTo(refusal);
  }

  static Stream<Arguments> authorities() {
    String old = "the certificate of an authority above this device's is not valid today";
    return Stream.of(
        Arguments.of("good", authority("CN=a"), null),
        Arguments.of("expired", authority("CN=a").notAfter(NOW.minusSeconds(1)), old),
        Arguments.of("of tomorrow", authority("CN=a").notBefore(NOW.plusSeconds(1)), old),
        Arguments.of(
            "with one below it at most",
            authority("CN=a").setPathLengthConstraint(OptionalInt.of(1)),
            null),
        Arguments.of(
            "with none below it", authority("CN=a").setPathLengthConstraint(zero()), UNKNOWN));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("authorities")
  void belowAnAuthority(String name, CertificateBuilder builder, @Nullable String refusal) {
    X509Bundle authority = made(builder, null);
    X509Bundle between = made(authority("CN=between"), authority);

    assertThat(
            refusal(authority, List.of(leaf(between).getCertificate(), between.getCertificate())))
        .isEqualTo(refusal);
  }

  static Stream<Arguments> keys() {
    return Stream.of(
        Arguments.of("RSA", 2_048, null),
        Arguments.of("RSA", 1_024, "RSA with 1024 bits"),
        Arguments.of("RSA", 512, "RSA with 512 bits"),
        Arguments.of("DSA", 2_048, "DSA"),
        Arguments.of("Ed448", 0, "Ed448"),
        Arguments.of("X25519", 0, "XDH"));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void ofAWeakKeyAlthoughItIsListed(String algorithm, int bits, @Nullable String kind) {
    X509Certificate own =
        made(named("CN=device").publicKey(key(algorithm, bits)), AUTHORITY).getCertificate();

    assertThat(TrustedDevices.ofIds(DeviceId.of(own)).refusal(List.of(own), () -> NOW))
        .isEqualTo(kind == null ? null : refusalOf(kind));
  }

  @ParameterizedTest
  @MethodSource("keys")
  void ofAWeakKey(String algorithm, int bits, @Nullable String kind) {
    X509Certificate own =
        made(named("CN=device").publicKey(key(algorithm, bits)), AUTHORITY).getCertificate();

    String refusal = refusal(AUTHORITY, List.of(own));
    if (kind == null) {
      assertThat(refusal).isNull();
    } else {
      assertThat(refusal).isIn(UNKNOWN, refusalOf(kind));
    }
  }

  private static String refusalOf(String kind) {
    return "this device's certificate cannot be used: its key is " + kind + KINDS;
  }

  private static @Nullable String refusal(X509Bundle authority, List<X509Certificate> chain) {
    return TrustedDevices.ofIssuers(authority.getCertificate()).refusal(chain, () -> NOW);
  }

  private static OptionalInt zero() {
    return OptionalInt.of(0);
  }

  private static PublicKey key(String algorithm, int bits) {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance(algorithm);
      if (bits > 0) {
        keys.initialize(bits);
      }
      return keys.generateKeyPair().getPublic();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static X509Bundle leaf(X509Bundle issuer) {
    return made(named("CN=leaf"), issuer);
  }

  private static CertificateBuilder named(String name) {
    return new CertificateBuilder()
        .ecp256()
        .subject(name)
        .notBefore(NOW.minus(MONTH))
        .notAfter(NOW.plus(MONTH).plus(MONTH));
  }

  private static CertificateBuilder authority(String name) {
    return named(name).setIsCertificateAuthority(true);
  }

  private static X509Bundle made(CertificateBuilder builder, @Nullable X509Bundle issuer) {
    try {
      return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

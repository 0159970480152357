package dev.portolan.transport.enrol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.testing.TestCertificates;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnrolRequestTest {
  private static final InvitationCode CODE =
      InvitationCode.create(TestCertificates.AUTHORITY.getCertificate(), new SecureRandom());
  private static final KeyPair KEYS = keys("EC", "secp256r1");

  @Test
  void isReadAsItIsWritten() {
    EnrolRequest request = EnrolRequest.of(headers());

    assertThat(request.secret()).isEqualTo(CODE.secret());
    assertThat(request.key()).isEqualTo(KEYS.getPublic());
    assertThat(request).hasToString("EnrolRequest[EC]");
  }

  @Test
  void whoSendsAnyOfItIsInvited() {
    assertThat(EnrolRequest.isInvited(new DefaultHttpHeaders())).isFalse();
    for (String name : headers().names()) {
      HttpHeaders one = new DefaultHttpHeaders().set(name, "x");
      assertThat(EnrolRequest.isInvited(one)).as(name).isTrue();
    }
  }

  @Test
  void theFingerprintIsNotSent() {
    assertThat(headers().toString()).doesNotContain(CODE.fingerprint());
  }

  static Stream<Arguments> wrongs() {
    String p384 = base64(keys("EC", "secp384r1").getPublic().getEncoded());
    String rsa = base64(keys("RSA", "").getPublic().getEncoded());
    byte[] own = KEYS.getPublic().getEncoded();
    byte[] offCurve = own.clone();
    offCurve[own.length - 1] ^= 1;
    byte[] longer = Arrays.copyOf(own, own.length + 1);
    return Stream.of(
        wrong("no code", h -> h.remove("Authorization"), "Authorization"),
        wrong("another scheme", h -> h.set("Authorization", "Bearer x"), "code"),
        wrong("a short code", h -> h.set("Authorization", "Portolan-Invitation 4F7KQ"), "code"),
        wrong(
            "a path as a code",
            h -> h.set("Authorization", "Portolan-Invitation ../../../../../../etc/passwd"),
            "code"),
        wrong(
            "a very long code",
            h -> h.set("Authorization", "Portolan-Invitation " + "0".repeat(5_000)),
            "Authorization"),
        wrong(
            "a header of 200 characters",
            h -> h.set("Authorization", "Portolan-Invitation " + "0".repeat(180)),
            "the code has not the form of one"),
        wrong(
            "a header of 201 characters",
            h -> h.set("Authorization", "Portolan-Invitation " + "0".repeat(181)),
            "the header Authorization is missing or wrong"),
        wrong("two codes", h -> h.add("Authorization", "Portolan-Invitation x"), "Authorization"),
        wrong(
            "another code than was signed",
            h -> h.set("Authorization", "Portolan-Invitation 00000000000000000000"),
            "proof"),
        wrong("no key", h -> h.remove("Portolan-Key"), "Portolan-Key"),
        wrong("two keys", h -> h.add("Portolan-Key", base64(own)), "Portolan-Key"),
        wrong("no Base64", h -> h.set("Portolan-Key", "!!!"), "Portolan-Key"),
        wrong("an empty key", h -> h.set("Portolan-Key", ""), "not one on P-256"),
        wrong("no key in it", h -> h.set("Portolan-Key", base64(new byte[90])), "P-256"),
        wrong("a larger curve", h -> h.set("Portolan-Key", p384), "P-256"),
        wrong("RSA", h -> h.set("Portolan-Key", rsa), "Portolan-Key"),
        wrong("a point off the curve", h -> h.set("Portolan-Key", base64(offCurve)), ""),
        wrong("bytes behind the key", h -> h.set("Portolan-Key", base64(longer)), "P-256"),
        wrong(
            "another's key",
            h -> h.set("Portolan-Key", base64(keys("EC", "secp256r1").getPublic().getEncoded())),
            "proof"),
        wrong("no proof", h -> h.remove("Portolan-Proof"), "Portolan-Proof"),
        wrong("two proofs", h -> h.add("Portolan-Proof", "AAAA"), "Portolan-Proof"),
        wrong("an empty proof", h -> h.set("Portolan-Proof", ""), "proof"),
        wrong("zeros as a proof", h -> h.set("Portolan-Proof", base64(zeroSignature())), "proof"),
        wrong("noise as a proof", h -> h.set("Portolan-Proof", base64(new byte[70])), "proof"));
  }

  private static Arguments wrong(String name, Consumer<HttpHeaders> change, String words) {
    return Arguments.of(name, change, words);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrongs")
  void isRefused(String name, Consumer<HttpHeaders> change, String words) {
    HttpHeaders headers = headers();
    change.accept(headers);

    assertThat(EnrolRequest.isInvited(headers)).isTrue();
    assertThatThrownBy(() -> EnrolRequest.of(headers))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words)
        .hasMessageMatching("[ -~]{10,100}")
        .hasMessageNotContaining(CODE.secret());
  }

  /** The signature (0, 0), which a certain Java took for anybody's. */
  private static byte[] zeroSignature() {
    return new byte[] {0x30, 6, 2, 1, 0, 2, 1, 0};
  }

  private static HttpHeaders headers() {
    HttpHeaders headers = new DefaultHttpHeaders();
    EnrolRequest.write(headers, CODE, KEYS);
    return headers;
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static KeyPair keys(String algorithm, String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (!curve.isEmpty()) {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (java.security.GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

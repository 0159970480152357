package dev.portolan.transport.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.security.spec.RSAPublicKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyKindTest {
  private static final String ALLOWED =
      "; it must be RSA with at least 2048 bits, EC on P-256, P-384 or P-521, or Ed25519";

  private static PublicKey onCurve(String name) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec(name));
    return generator.generateKeyPair().getPublic();
  }

  /** A fake key, because generating primes is slow. */
  private static PublicKey rsa(int bits) throws GeneralSecurityException {
    BigInteger modulus = BigInteger.ONE.shiftLeft(bits - 1).setBit(0);
    return KeyFactory.getInstance("RSA")
        .generatePublic(new RSAPublicKeySpec(modulus, BigInteger.valueOf(65_537)));
  }

  private static PublicKey of(String algorithm) throws GeneralSecurityException {
    return KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPublic();
  }

  @ParameterizedTest
  @CsvSource({"secp256r1, P256, true", "secp384r1, P384, true", "secp521r1, P521, false"})
  void recognizesCurves(String curve, KeyKind kind, boolean forBoringSsl) throws Exception {
    assertThat(KeyKind.of(onCurve(curve))).isEqualTo(kind);
    assertThat(kind.isForBoringSsl()).isEqualTo(forBoringSsl);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_048, 2_049, 4_096})
  void acceptsRsaOfSufficientLength(int bits) throws Exception {
    assertThat(KeyKind.of(rsa(bits))).isEqualTo(KeyKind.RSA);
    assertThat(KeyKind.RSA.isForBoringSsl()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {1_024, 2_047})
  void rejectsShortRsa(int bits) {
    assertThatThrownBy(() -> KeyKind.of(rsa(bits)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("its key is RSA with " + bits + " bits" + ALLOWED);
  }

  @Test
  void takesEd25519AndNoOtherOfItsFamily() throws Exception {
    assertThat(KeyKind.of(of("Ed25519"))).isEqualTo(KeyKind.ED25519);
    assertThat(KeyKind.ED25519.isForBoringSsl()).isFalse();
    assertThatThrownBy(() -> KeyKind.of(of("Ed448"))).hasMessage("its key is Ed448" + ALLOWED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"DSA", "X25519"})
  void rejectsOtherKindsByName(String algorithm) throws Exception {
    PublicKey key = of(algorithm);
    assertThatThrownBy(() -> KeyKind.of(key))
        .hasMessage("its key is " + key.getAlgorithm() + ALLOWED);
  }

  /** The JDK cannot generate such keys, but reads explicit curve parameters. */
  @Test
  void rejectsUnsupportedCurve() throws Exception {
    ECParameterSpec known = ((ECPublicKey) onCurve("secp256r1")).getParams();
    EllipticCurve curve = known.getCurve();
    ECParameterSpec other =
        new ECParameterSpec(
            new EllipticCurve(
                curve.getField(), curve.getA(), curve.getB().subtract(BigInteger.ONE)),
            known.getGenerator(),
            known.getOrder(),
            known.getCofactor());
    assertThatThrownBy(() -> KeyKind.of(new Ec(other)))
        .hasMessage("its key is EC on another curve" + ALLOWED);
  }

  /** Some providers do not expose the curve. */
  @Test
  void rejectsUnknownCurve() {
    assertThatThrownBy(() -> KeyKind.of(new Untold("EC")))
        .hasMessage("its key is EC on another curve" + ALLOWED);
    assertThatThrownBy(() -> KeyKind.of(new Untold("GOST")))
        .hasMessage("its key is GOST" + ALLOWED);
  }

  private record Untold(String name) implements PublicKey {
    @Override
    public String getAlgorithm() {
      return name;
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }

  private record Ec(ECParameterSpec parameters) implements ECPublicKey {
    @Override
    public ECPoint getW() {
      return parameters.getGenerator();
    }

    @Override
    public ECParameterSpec getParams() {
      return parameters;
    }

    @Override
    public String getAlgorithm() {
      return "EC";
    }

    @Override
    public String getFormat() {
      return "X.509";
    }

    @Override
    public byte[] getEncoded() {
      return new byte[0];
    }
  }
}

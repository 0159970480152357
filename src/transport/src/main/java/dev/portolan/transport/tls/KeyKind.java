package dev.portolan.transport.tls;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;

/** The kinds of keys allowed in certificates of edges and devices. */
public enum KeyKind {
  RSA,
  P256,
  P384,
  P521,
  ED25519;

  private static final int MIN_RSA_BITS = 2048;

  /**
   * The kind of a key.
   *
   * @throws IllegalArgumentException for any other key; the message names the key and the allowed
   *     kinds
   */
  public static KeyKind of(PublicKey key) {
    return switch (key) {
      case RSAPublicKey rsa when rsa.getModulus().bitLength() >= MIN_RSA_BITS -> RSA;
      case RSAPublicKey rsa -> throw refused("RSA with " + rsa.getModulus().bitLength() + " bits");
      case ECPublicKey ec -> onCurve(ec.getParams().getCurve());
      case EdECPublicKey ed when ed.getParams().getName().equals("Ed25519") -> ED25519;
      case EdECPublicKey ed -> throw refused(ed.getParams().getName());
      default ->
          throw refused(
              key.getAlgorithm().equals("EC") ? "EC on another curve" : key.getAlgorithm());
    };
  }

  private static KeyKind onCurve(EllipticCurve curve) {
    if (curve.equals(named("secp256r1"))) {
      return P256;
    }
    if (curve.equals(named("secp384r1"))) {
      return P384;
    }
    if (curve.equals(named("secp521r1"))) {
      return P521;
    }
    throw refused("EC on another curve");
  }

  /** A new key pair on P-256. */
  public static KeyPair newP256() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has P-256", e);
    }
  }

  private static EllipticCurve named(String name) {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(name));
      return parameters.getParameterSpec(ECParameterSpec.class).getCurve();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + name, e);
    }
  }

  private static IllegalArgumentException refused(String what) {
    return new IllegalArgumentException(
        "its key is "
            + what
            + "; it must be RSA with at least "
            + MIN_RSA_BITS
            + " bits, EC on P-256, P-384 or P-521, or Ed25519");
  }

  /**
   * Whether BoringSSL accepts it from a peer. It does not offer P-521 and Ed25519, and
   * netty-tcnative cannot change that; if one end has such a key, both use the JDK's TLS.
   */
  public boolean isForBoringSsl() {
    return switch (this) {
      case RSA, P256, P384 -> true;
      case P521, ED25519 -> false;
    };
  }
}

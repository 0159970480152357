package dev.portolan.transport.enrol;

import dev.portolan.transport.tls.KeyKind;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * How a new device asks for its certificate: the secret of its invitation, its public key, and a
 * signature over both, which proves that it holds the private key. All of it is in the head of a
 * POST to {@link #PATH}.
 *
 * <p>A device that has a certificate asks for the next one by the same POST with no such headers,
 * over a TLS connection on which it has shown the old one.
 *
 * @param secret of the invitation. A secret
 * @param key on P-256
 */
public record EnrolRequest(String secret, PublicKey key) {

  /** Where an edge is asked, whatever the path of its address. */
  public static final String PATH = "/.well-known/portolan-enrolment";

  private static final String AUTHORIZATION = "Authorization";
  private static final String SCHEME = "Portolan-Invitation ";
  private static final String KEY = "Portolan-Key";
  private static final String PROOF = "Portolan-Proof";
  private static final int MAX_VALUE_CHARS = 200;

  /**
   * Writes the headers.
   *
   * @param keys of the device, on P-256
   */
  static void write(HttpHeaders headers, InvitationCode code, KeyPair keys) {
    Base64.Encoder base64 = Base64.getEncoder();
    headers.set(AUTHORIZATION, SCHEME + code.secret());
    headers.set(KEY, base64.encodeToString(keys.getPublic().getEncoded()));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(keys.getPrivate());
      signature.update(signed(code.secret(), keys.getPublic()));
      headers.set(PROOF, base64.encodeToString(signature.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot sign with P-256", e);
    }
  }

  /** Whether the sender has an invitation, or else a certificate. */
  public static boolean isInvited(HttpHeaders headers) {
    return headers.contains(AUTHORIZATION) || headers.contains(KEY) || headers.contains(PROOF);
  }

  /**
   * Reads and verifies what a device says.
   *
   * @throws IllegalArgumentException with half a sentence that holds no part of it
   */
  public static EnrolRequest of(HttpHeaders headers) {
    String authorization = only(headers, AUTHORIZATION);
    String secret =
        authorization.startsWith(SCHEME) ? authorization.substring(SCHEME.length()) : "";
    if (!InvitationCode.isSecret(secret)) {
      throw new IllegalArgumentException("the code has not the form of one");
    }
    PublicKey key = key(bytes(headers, KEY));
    if (!isSigned(secret, key, bytes(headers, PROOF))) {
      throw new IllegalArgumentException("the proof that the device holds its key is wrong");
    }
    return new EnrolRequest(secret, key);
  }

  private static byte[] bytes(HttpHeaders headers, String name) {
    try {
      return Base64.getDecoder().decode(only(headers, name));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the header " + name + " is missing or wrong");
    }
  }

  private static String only(HttpHeaders headers, String name) {
    List<String> values = headers.getAll(name);
    if (values.size() != 1 || values.getFirst().length() > MAX_VALUE_CHARS) {
      throw new IllegalArgumentException("the header " + name + " is missing or wrong");
    }
    return values.getFirst();
  }

  private static PublicKey key(byte[] encoded) {
    try {
      PublicKey key = KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded));
      if (KeyKind.of(key) == KeyKind.P256 && Arrays.equals(key.getEncoded(), encoded)) {
        return key;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // The sentence below says it.
    }
    throw new IllegalArgumentException("the device's key is not one on P-256");
  }

  private static boolean isSigned(String secret, PublicKey key, byte[] proof) {
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initVerify(key);
      signature.update(signed(secret, key));
      return signature.verify(proof);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static byte[] signed(String secret, PublicKey key) {
    return ("portolan enrolment 1\n"
            + secret
            + "\n"
            + Base64.getEncoder().encodeToString(key.getEncoded()))
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "EnrolRequest[" + key.getAlgorithm() + "]";
  }
}

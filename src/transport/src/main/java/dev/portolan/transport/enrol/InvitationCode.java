package dev.portolan.transport.enrol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * What an administrator gives to one new device: a secret for the edge, and the fingerprint by
 * which the device knows the edge's authority.
 *
 * <p>Both have 100 bits, written as 20 digits of base 32 each, in the alphabet of Crockford, which
 * has no I, L, O and U.
 *
 * @param secret 20 digits. A secret
 * @param fingerprint the first 100 bits of the SHA-256 of the authority's certificate
 */
public record InvitationCode(String secret, String fingerprint) {

  private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  private static final int PART_DIGITS = 20;
  private static final int PART_BITS = 5 * PART_DIGITS;
  private static final int GROUP = 5;
  private static final int MAX_CHARS = 100;
  private static final Pattern PART = Pattern.compile("[" + ALPHABET + "]{" + PART_DIGITS + "}");

  /** Checks the form. */
  public InvitationCode {
    if (!isSecret(secret) || !PART.matcher(fingerprint).matches()) {
      throw malformed();
    }
  }

  /** A new code for a device of an edge with this authority. */
  public static InvitationCode create(X509Certificate authority, RandomGenerator random) {
    StringBuilder secret = new StringBuilder();
    for (int i = 0; i < PART_DIGITS; i++) {
      secret.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return new InvitationCode(secret.toString(), fingerprint(authority));
  }

  /**
   * Reads a code as people write it: in either case, with hyphens and blanks anywhere, and O, I and
   * L for the digits that they look like.
   *
   * @throws IllegalArgumentException with half a sentence that holds no part of it
   */
  public static InvitationCode parse(String text) {
    if (text.length() > MAX_CHARS) {
      throw malformed();
    }
    String digits =
        text.replaceAll("[-\\s]", "")
            .toUpperCase(Locale.ROOT)
            .replace('O', '0')
            .replace('I', '1')
            .replace('L', '1');
    if (digits.length() != 2 * PART_DIGITS) {
      throw malformed();
    }
    return new InvitationCode(digits.substring(0, PART_DIGITS), digits.substring(PART_DIGITS));
  }

  private static IllegalArgumentException malformed() {
    return new IllegalArgumentException(
        "a code has eight groups of five digits and letters, such as 4F7KQ-…");
  }

  /** Whether the text has the form of a secret. */
  static boolean isSecret(String text) {
    return PART.matcher(text).matches();
  }

  /** Whether this is the authority that the code names. */
  public boolean names(X509Certificate authority) {
    return fingerprint.equals(fingerprint(authority));
  }

  /** By which an edge knows a secret again without keeping it: 64 hexadecimal digits. */
  public static String hashOf(String secret) {
    return HexFormat.of().formatHex(sha256(secret.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String fingerprint(X509Certificate authority) {
    byte[] hash;
    try {
      hash = sha256(authority.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
    BigInteger bits = new BigInteger(1, hash).shiftRight(8 * hash.length - PART_BITS);
    StringBuilder digits = new StringBuilder();
    for (int i = PART_DIGITS - 1; i >= 0; i--) {
      digits.append(ALPHABET.charAt(bits.shiftRight(5 * i).intValue() & 31));
    }
    return digits.toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The whole code in groups of five, for the person who passes it on. A secret. */
  public String text() {
    return (secret + fingerprint).replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "InvitationCode[" + fingerprint + "]";
  }
}

package dev.portolan.edge;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;

/**
 * Derives a device's id from its key: the lower-case hexadecimal SHA-256 of the certificate's
 * public key (SubjectPublicKeyInfo, DER). It stays the same when the certificate is renewed.
 */
public final class DeviceId {

  private static final int HEX_DIGITS = 64;

  private DeviceId() {}

  /** The id of the device with this certificate: 64 hexadecimal digits. */
  public static String of(X509Certificate certificate) {
    try {
      byte[] key = certificate.getPublicKey().getEncoded();
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether the text is a well-formed id. */
  static boolean isValid(String text) {
    return text.length() == HEX_DIGITS
        && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
  }
}

package dev.portolan.app.lab;

import java.nio.charset.StandardCharsets;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** Keys and certificates in the text form that every tool reads (RFC 7468). */
final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
  }

  /** PKCS #8, not encrypted. */
  static String of(PrivateKey key) {
    return block("PRIVATE KEY", key.getEncoded());
  }

  private static String block(String kind, byte[] content) {
    byte[] newLine = {'\n'};
    return "-----BEGIN "
        + kind
        + "-----\n"
        + new String(
            Base64.getMimeEncoder(LINE, newLine).encode(content), StandardCharsets.US_ASCII)
        + "\n-----END "
        + kind
        + "-----\n";
  }
}

package dev.portolan.transport.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads and writes certificates and private keys in PEM (RFC 7468).
 *
 * <p>Malformed text causes an {@link IllegalArgumentException}, whose message is half a sentence
 * and never quotes the text.
 */
public final class Pem {
  private static final int LINE = 64;
  private static final int MAX_CHARS = 8 << 20;

  private static final Pattern BLOCK =
      Pattern.compile(
          "-----BEGIN ([A-Z0-9 ]{1,40})-----(.{1,1000000}?)-----END \\1-----", Pattern.DOTALL);

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  /** All certificates in their order, at least one. */
  public static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    Matcher block = blocks(pem);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("CERTIFICATE")
          || kind.equals("X509 CERTIFICATE")
          || kind.equals("TRUSTED CERTIFICATE")) {
        certificates.add(certificate(bytes(block)));
      }
    }
    if (certificates.isEmpty()) {
      throw new IllegalArgumentException("there is no certificate in it");
    }
    return List.copyOf(certificates);
  }

  /**
   * The first private key: PKCS#8, PKCS#1 or SEC 1, not encrypted.
   *
   * @throws EncryptedKeyException if the key is encrypted
   */
  public static PrivateKey privateKey(String pem) {
    Matcher block = blocks(pem);
    while (block.find()) {
      String kind = block.group(1);
      if (kind.equals("ENCRYPTED PRIVATE KEY") || block.group(2).contains("ENCRYPTED")) {
        throw new EncryptedKeyException();
      }
      switch (kind) {
        case "PRIVATE KEY" -> {
          return key(bytes(block));
        }
        case "RSA PRIVATE KEY" -> {
          return key(KeyDer.pkcs8OfRsa(bytes(block)));
        }
        case "EC PRIVATE KEY" -> {
          return key(KeyDer.pkcs8OfEc(bytes(block)));
        }
        default -> {
          // certificates and parameters may precede the key
        }
      }
    }
    throw new IllegalArgumentException("there is no private key in it");
  }

  /** A certificate as PEM text. */
  public static String of(X509Certificate certificate) {
    try {
      return block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalArgumentException("a certificate without an encoding", e);
    }
  }

  /** A revocation list as PEM text. */
  public static String of(X509CRL list) {
    try {
      return block("X509 CRL", list.getEncoded());
    } catch (CRLException e) {
      throw new IllegalArgumentException("a revocation list without an encoding", e);
    }
  }

  /** A private key as PEM text: PKCS#8, not encrypted. */
  public static String of(PrivateKey key) {
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

  private static Matcher blocks(String pem) {
    if (pem.length() > MAX_CHARS) {
      throw new IllegalArgumentException("it is far too large");
    }
    return BLOCK.matcher(pem);
  }

  private static byte[] bytes(Matcher block) {
    try {
      return Base64.getMimeDecoder().decode(block.group(2));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a block in it is not Base64");
    }
  }

  private static X509Certificate certificate(byte[] der) {
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
    } catch (CertificateException e) {
      throw new IllegalArgumentException("a certificate in it is damaged", e);
    }
  }

  private static PrivateKey key(byte[] pkcs8) {
    for (String algorithm : KEY_ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (GeneralSecurityException e) {
        // try the next algorithm
      }
    }
    // without the cause, which may quote the key
    throw new IllegalArgumentException("its key is damaged or of a kind that is not known here");
  }

  /** The private key is encrypted. */
  public static final class EncryptedKeyException extends IllegalArgumentException {
    EncryptedKeyException() {
      super("its key is encrypted");
    }
  }
}

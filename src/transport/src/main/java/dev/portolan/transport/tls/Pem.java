package dev.portolan.transport.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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

  private static final String BEGIN = "-----BEGIN ";
  private static final String DASHES = "-----";
  private static final Pattern LABEL = Pattern.compile("[A-Z0-9 ]{1,40}");

  private static final List<String> KEY_ALGORITHMS = List.of("RSA", "EC", "EdDSA", "RSASSA-PSS");

  private Pem() {}

  /** All certificates in their order, at least one. */
  public static List<X509Certificate> certificates(String pem) {
    List<X509Certificate> certificates = new ArrayList<>();
    for (Block block : blocks(pem)) {
      switch (block.label()) {
        case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE" ->
            certificates.add(certificate(block.bytes()));
        default -> {
          // a key or parameters may be in the same file
        }
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
    for (Block block : blocks(pem)) {
      if (block.label().equals("ENCRYPTED PRIVATE KEY") || block.text().contains("ENCRYPTED")) {
        throw new EncryptedKeyException();
      }
      switch (block.label()) {
        case "PRIVATE KEY" -> {
          return key(block.bytes());
        }
        case "RSA PRIVATE KEY" -> {
          return key(KeyDer.pkcs8OfRsa(block.bytes()));
        }
        case "EC PRIVATE KEY" -> {
          return key(KeyDer.pkcs8OfEc(block.bytes()));
        }
        default -> {
          // certificates and parameters may precede the key
        }
      }
    }
    throw new IllegalArgumentException("there is no private key in it");
  }

  /** The text of a file, of which no more is read than {@link #certificates} would take. */
  public static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return new String(in.readNBytes(MAX_CHARS + 1), StandardCharsets.ISO_8859_1);
    }
  }

  /** Refuses a text of which a part may be missing, whatever its blocks are. */
  public static void requireWhole(String pem) {
    blocks(pem);
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

  /** What stands between a begin and its end. */
  private record Block(String label, String text) {
    byte[] bytes() {
      try {
        return Base64.getMimeDecoder().decode(text);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("a block in it is not Base64");
      }
    }
  }

  /** All blocks in their order, in time that grows with the length only. */
  private static List<Block> blocks(String pem) {
    if (pem.length() > MAX_CHARS) {
      throw new IllegalArgumentException("it is far too large");
    }
    List<Block> blocks = new ArrayList<>();
    int next = 0;
    while ((next = pem.indexOf(BEGIN, next)) >= 0) {
      int label = next + BEGIN.length();
      int labelEnd = pem.indexOf(DASHES, label);
      if (labelEnd < 0 || !LABEL.matcher(pem.substring(label, labelEnd)).matches()) {
        throw new IllegalArgumentException("a block in it does not say what it is");
      }
      int text = labelEnd + DASHES.length();
      String end = DASHES + "END " + pem.substring(label, labelEnd) + DASHES;
      int textEnd = pem.indexOf(DASHES, text);
      if (textEnd < 0 || !pem.startsWith(end, textEnd)) {
        throw new IllegalArgumentException("a block in it has no end, and may be half written");
      }
      blocks.add(new Block(pem.substring(label, labelEnd), pem.substring(text, textEnd)));
      next = textEnd + end.length();
    }
    return blocks;
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

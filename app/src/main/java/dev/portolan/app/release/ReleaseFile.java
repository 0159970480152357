package dev.portolan.app.release;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The signed file about the newest release: lines {@code portolan-release 1}, {@code version:
 * 1.3.0}, {@code page: https://…}, and a last one, {@code signature: …}, which is the Ed25519
 * signature of all bytes before it, in base64.
 */
final class ReleaseFile {
  static final int MAX_BYTES = 4096;

  private static final String HEAD = "portolan-release 1";
  private static final String VERSION = "version: ";
  private static final String PAGE = "page: ";
  private static final String SIGNATURE = "signature: ";

  private ReleaseFile() {}

  /**
   * Parses the public key for signatures.
   *
   * @param text the X.509 form in base64, as {@code openssl pkey -pubout} writes it
   */
  static PublicKey key(String text) throws GeneralSecurityException {
    try {
      return KeyFactory.getInstance("Ed25519")
          .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text)));
    } catch (IllegalArgumentException e) {
      throw new GeneralSecurityException("the key is not base64", e);
    }
  }

  /**
   * Parses and verifies the file.
   *
   * @throws IOException if the signature is invalid or the file is malformed
   */
  static Release read(byte[] file, PublicKey key) throws IOException {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int last = text.lastIndexOf("\n" + SIGNATURE) + 1;
    if (file.length > MAX_BYTES || last == 0) {
      throw new IOException("the answer is no signed word on a release");
    }
    byte[] signed = Arrays.copyOf(file, last);
    if (!isSigned(signed, text.substring(last + SIGNATURE.length()).strip(), key)) {
      throw new IOException("the answer is not signed by the makers of this program");
    }
    List<String> lines = new String(signed, StandardCharsets.UTF_8).lines().toList();
    try {
      if (lines.size() == 3
          && lines.get(0).equals(HEAD)
          && lines.get(1).startsWith(VERSION)
          && lines.get(2).startsWith(PAGE)) {
        return new Release(
            lines.get(1).substring(VERSION.length()),
            URI.create(lines.get(2).substring(PAGE.length())));
      }
    } catch (IllegalArgumentException e) {
      throw new IOException("the answer cannot be understood: " + e.getMessage(), e);
    }
    throw new IOException("the answer cannot be understood");
  }

  private static boolean isSigned(byte[] text, String signature, PublicKey key) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(key);
      check.update(text);
      return check.verify(Base64.getDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }
}

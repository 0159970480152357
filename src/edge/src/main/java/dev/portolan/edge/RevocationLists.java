package dev.portolan.edge;

import dev.portolan.transport.tls.Pem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRL;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** Reads revocation lists (CRLs). */
public final class RevocationLists {
  private static final int MAX_BYTES = 8 << 20;

  private RevocationLists() {}

  /**
   * Reads a file with one list or more, in PEM or DER.
   *
   * @throws IOException with a plain sentence if there is none in it
   */
  public static List<X509CRL> read(Path file) throws IOException {
    byte[] content;
    try (InputStream in = Files.newInputStream(file)) {
      content = in.readNBytes(MAX_BYTES + 1);
    }
    try {
      return parse(content);
    } catch (IllegalArgumentException e) {
      throw new IOException("the revocation list " + file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads lists, in PEM or DER.
   *
   * @throws IllegalArgumentException with half a sentence if there is none in it
   */
  public static List<X509CRL> parse(byte[] content) {
    if (content.length > MAX_BYTES) {
      throw new IllegalArgumentException("it is far too large");
    }
    String text = new String(content, StandardCharsets.ISO_8859_1);
    if (text.contains("-----BEGIN ")) {
      Pem.requireWhole(text);
    }
    Collection<? extends CRL> found;
    try {
      found =
          CertificateFactory.getInstance("X.509").generateCRLs(new ByteArrayInputStream(content));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("there is no revocation list in it, or it is damaged", e);
    }
    List<X509CRL> lists = new ArrayList<>();
    for (CRL list : found) {
      if (list instanceof X509CRL x509) {
        requireWhole(x509);
        lists.add(x509);
      }
    }
    if (lists.isEmpty()) {
      throw new IllegalArgumentException("there is no revocation list in it");
    }
    return List.copyOf(lists);
  }

  /**
   * Refuses a list that must not be read as a whole one. All that says so is critical, also what
   * Java itself would understand.
   */
  static void requireWhole(X509CRL list) {
    Set<String> critical = list.getCriticalExtensionOIDs();
    if (critical != null && !critical.isEmpty()) {
      throw new IllegalArgumentException(
          "a revocation list that covers only a part of the authority's certificates, or changes"
              + " to another list, is not understood here: give a whole one");
    }
  }
}

package dev.portolan.edge;

import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * An edge's certificate chain and private key.
 *
 * @param chain the certificate chain, leaf first
 * @param key the leaf's private key
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Validates that there is a certificate with a key of a {@link KeyKind}. */
  public ServerIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an edge needs a certificate");
    }
    KeyKind.of(chain.getFirst().getPublicKey());
  }

  /** The kind of key. */
  KeyKind keyKind() {
    return KeyKind.of(chain.getFirst().getPublicKey());
  }

  /**
   * Reads PEM files: the chain, leaf first, and an unencrypted key.
   *
   * @throws IOException with a plain sentence if one cannot be read or used; never quotes its
   *     content
   */
  public static ServerIdentity ofPem(Path chain, Path key) throws IOException {
    try {
      List<X509Certificate> certificates = Pem.certificates(read(chain, "certificate"));
      // before the key is read, because this error is clearer
      KeyKind.of(certificates.getFirst().getPublicKey());
      return new ServerIdentity(certificates, Pem.privateKey(read(key, "key")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the edge's certificate and key (" + chain + ", " + key + "): " + e.getMessage(), e);
    }
  }

  private static String read(Path file, String what) throws IOException {
    try {
      return Pem.text(file);
    } catch (IOException e) {
      throw new IOException("the edge's " + what + " file " + file + " cannot be read", e);
    }
  }

  /** The certificate's subject, never the key. */
  @Override
  public String toString() {
    return "ServerIdentity[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
  }
}

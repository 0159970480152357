package dev.portolan.edge;

import dev.portolan.transport.tls.KeyKind;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * The certificate chain and the key with which an edge proves who it is.
 *
 * @param chain its own certificate first
 * @param key the private key of that certificate
 */
public record ServerIdentity(List<X509Certificate> chain, PrivateKey key) {

  /** Checks that there is a certificate, and that its key is one of {@link KeyKind}. */
  public ServerIdentity {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("an edge needs a certificate");
    }
    KeyKind.of(chain.getFirst().getPublicKey());
  }

  /** What kind of key it is. */
  KeyKind keyKind() {
    return KeyKind.of(chain.getFirst().getPublicKey());
  }

  /**
   * Reads PEM files: the chain, its own certificate first, and an unencrypted key.
   *
   * @throws IOException with a plain sentence when one cannot be read or used; never with a part of
   *     it
   */
  public static ServerIdentity ofPem(Path chain, Path key) throws IOException {
    try {
      List<X509Certificate> certificates = Pem.certificates(read(chain, "certificate"));
      // Before the key is read, which says less about a kind that is not known.
      KeyKind.of(certificates.getFirst().getPublicKey());
      return new ServerIdentity(certificates, Pem.privateKey(read(key, "key")));
    } catch (IllegalArgumentException e) {
      throw new IOException(
          "the edge's certificate and key (" + chain + ", " + key + "): " + e.getMessage(), e);
    }
  }

  private static String read(Path file, String what) throws IOException {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new IOException("the edge's " + what + " file " + file + " cannot be read", e);
    }
  }

  /** Never the key. */
  @Override
  public String toString() {
    return "ServerIdentity[" + chain.getFirst().getSubjectX500Principal().getName() + "]";
  }
}

package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** A client certificate with its chain and private key. */
public final class ClientIdentity {
  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private ClientIdentity(PrivateKey key, List<X509Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /**
   * Creates an identity from a key and its certificate chain, leaf first.
   *
   * @throws EdgeException if they do not belong together, or the key is not of a {@link KeyKind}
   */
  public static ClientIdentity of(PrivateKey key, List<X509Certificate> chain)
      throws EdgeException {
    if (chain.isEmpty()) {
      throw new EdgeException(Problem.IDENTITY_INVALID, "The client certificate is missing.");
    }
    requireKnownKind(chain.getFirst());
    if (!belongTogether(key, chain.getFirst().getPublicKey())) {
      throw new EdgeException(Problem.IDENTITY_MISMATCH);
    }
    return new ClientIdentity(key, chain);
  }

  /**
   * Reads PEM files: the chain, leaf first, and the key (PKCS#8, PKCS#1 or SEC 1). Both may be the
   * same file.
   *
   * @throws EdgeException if they cannot be read or used; never quotes their content
   */
  public static ClientIdentity ofPem(Path certificates, Path key) throws EdgeException {
    return ofPem(read(certificates, "certificate"), read(key, "key"));
  }

  /**
   * Reads PEM texts, as {@link #ofPem(Path, Path)}.
   *
   * @throws EdgeException if they cannot be used; never quotes their content
   */
  public static ClientIdentity ofPem(String certificates, String key) throws EdgeException {
    List<X509Certificate> chain;
    try {
      chain = Pem.certificates(certificates);
    } catch (IllegalArgumentException e) {
      throw new EdgeException(
          Problem.IDENTITY_INVALID,
          "The client certificate cannot be used: " + e.getMessage() + ".",
          e);
    }
    requireKnownKind(chain.getFirst()); // before the key is read, because this error is clearer
    try {
      return of(Pem.privateKey(key), chain);
    } catch (Pem.EncryptedKeyException e) {
      throw new EdgeException(Problem.IDENTITY_ENCRYPTED);
    } catch (IllegalArgumentException e) {
      throw new EdgeException(
          Problem.IDENTITY_INVALID, "The client key cannot be used: " + e.getMessage() + ".", e);
    }
  }

  /**
   * Reads a PKCS#12 file with one key.
   *
   * @param password the file's password; the caller clears it
   * @throws EdgeException if the file cannot be read or opened with that password
   */
  public static ClientIdentity ofPkcs12(Path file, char[] password) throws EdgeException {
    try (var in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, password);
      for (String alias : Collections.list(store.aliases())) {
        if (store.getKey(alias, password) instanceof PrivateKey key) {
          Certificate[] chain = store.getCertificateChain(alias);
          return of(
              key, Arrays.stream(chain).map(certificate -> (X509Certificate) certificate).toList());
        }
      }
      throw new EdgeException(Problem.IDENTITY_INVALID, "There is no private key in " + file + ".");
    } catch (EdgeException e) {
      throw e;
    } catch (IOException | GeneralSecurityException e) {
      throw new EdgeException(
          Problem.IDENTITY_UNREADABLE,
          "The file " + file + " cannot be read, or its password is another.",
          e);
    }
  }

  private static String read(Path file, String what) throws EdgeException {
    try {
      return Pem.text(file);
    } catch (IOException e) {
      throw new EdgeException(
          Problem.IDENTITY_UNREADABLE, "The client " + what + " " + file + " cannot be read.", e);
    }
  }

  private static void requireKnownKind(X509Certificate certificate) throws EdgeException {
    try {
      KeyKind.of(certificate.getPublicKey());
    } catch (IllegalArgumentException e) {
      throw new EdgeException(
          Problem.IDENTITY_INVALID,
          "The client certificate cannot be used: " + e.getMessage() + ".",
          e);
    }
  }

  /** Whether a signature by the one verifies with the other. */
  private static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "EdDSA", "Ed25519" -> "EdDSA";
          default -> "SHA256withRSA";
        };
    byte[] probe = "portolan".getBytes(StandardCharsets.US_ASCII);
    try {
      Signature signature = Signature.getInstance(algorithm);
      signature.initSign(key);
      signature.update(probe);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(probe);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /** The private key. */
  public PrivateKey key() {
    return key;
  }

  /** The certificate chain, leaf first. */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** The kind of key. */
  public KeyKind keyKind() {
    return KeyKind.of(certificate().getPublicKey());
  }

  /** The leaf certificate. */
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /** The certificate's subject; never the key. */
  @Override
  public String toString() {
    return "ClientIdentity[" + certificate().getSubjectX500Principal().getName() + "]";
  }
}

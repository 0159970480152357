package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The certificate authorities that this computer trusts: the operating system's list, which
 * includes those added by an administrator, else the Java runtime's.
 *
 * <p>Blocks, because it reads files or the system's store.
 */
final class SystemAuthorities {
  /** Where Linux distributions and BSDs keep their list. */
  private static final List<Path> BUNDLES =
      List.of(
          Path.of("/etc/ssl/certs/ca-certificates.crt"),
          Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
          Path.of("/etc/ssl/ca-bundle.pem"),
          Path.of("/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem"),
          Path.of("/etc/ssl/cert.pem"));

  private SystemAuthorities() {}

  static X509ExtendedTrustManager load() throws EdgeException {
    try {
      // an explicitly set trust store takes precedence
      boolean chosen = System.getProperty("javax.net.ssl.trustStore") != null;
      String system = System.getProperty("os.name", "");
      return TrustManagers.of(chosen ? null : systemStore(system, BUNDLES));
    } catch (GeneralSecurityException | IOException e) {
      throw new EdgeException(
          Problem.SYSTEM_TRUST_UNUSABLE, Problem.SYSTEM_TRUST_UNUSABLE.summary(), e);
    }
  }

  /**
   * The list of an operating system; null if it has none that can be read.
   *
   * @param system its name, as Java has it
   * @param bundles where its list may be, if it has it in a file
   */
  static @Nullable KeyStore systemStore(String system, List<Path> bundles)
      throws GeneralSecurityException, IOException {
    String name = system.toLowerCase(Locale.ROOT);
    if (name.startsWith("windows")) {
      return nativeStore("Windows-ROOT");
    }
    if (name.startsWith("mac")) {
      return nativeStore("KeychainStore-ROOT");
    }
    for (Path bundle : bundles) {
      if (Files.isReadable(bundle)) {
        try {
          return TrustManagers.storeOf(new Trust.Authorities(Pem.certificates(Pem.text(bundle))));
        } catch (IllegalArgumentException e) {
          // empty or damaged: try the next one
        }
      }
    }
    return null;
  }

  /** What a store of this type has; null if that is nothing, or Java does not know it. */
  static @Nullable KeyStore nativeStore(String type) throws GeneralSecurityException {
    try {
      KeyStore store = KeyStore.getInstance(type);
      store.load(null, null);
      return store.size() == 0 ? null : store;
    } catch (IOException | GeneralSecurityException e) {
      return null; // an older runtime: use its own list
    }
  }
}

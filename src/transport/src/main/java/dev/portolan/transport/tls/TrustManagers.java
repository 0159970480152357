package dev.portolan.transport.tls;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Creates trust managers of the JDK for lists of authorities. */
final class TrustManagers {
  private TrustManagers() {}

  /** A trust manager for these authorities. */
  static X509ExtendedTrustManager of(Trust.Authorities authorities)
      throws GeneralSecurityException, IOException {
    return of(storeOf(authorities));
  }

  /** A trust manager for the store's certificates, or for the runtime's own list if null. */
  static X509ExtendedTrustManager of(@Nullable KeyStore store) throws GeneralSecurityException {
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509ExtendedTrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no trust manager for X.509");
  }

  static KeyStore storeOf(Trust.Authorities authorities)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    int number = 0;
    for (var certificate : authorities.certificates()) {
      store.setCertificateEntry("authority-" + number++, certificate);
    }
    return store;
  }
}

package dev.portolan.edge;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The devices that may connect to an edge: those with a listed id, or a certificate of a listed
 * issuer. Keys may be of any {@link dev.portolan.transport.tls.KeyKind}.
 *
 * @param ids device ids, see {@link DeviceId}; their certificates may be self-signed or expired,
 *     because the key itself is listed
 * @param issuers certificates of authorities; a device certificate of theirs must be valid
 */
public record TrustedDevices(Set<String> ids, List<X509Certificate> issuers) {

  /**
   * @throws IllegalArgumentException if an id is not 64 lower-case hexadecimal digits
   */
  public TrustedDevices {
    ids = Set.copyOf(ids);
    issuers = List.copyOf(issuers);
    for (String id : ids) {
      if (!DeviceId.isValid(id)) {
        throw new IllegalArgumentException(
            "a device id is 64 lower-case hexadecimal digits, not '" + id + "'");
      }
    }
  }

  /** Only devices with these ids. */
  public static TrustedDevices ofIds(String... ids) {
    return new TrustedDevices(Set.of(ids), List.of());
  }

  /** All devices with a certificate of these authorities. */
  public static TrustedDevices ofIssuers(X509Certificate... issuers) {
    return new TrustedDevices(Set.of(), List.of(issuers));
  }

  /**
   * Whether a device with this certificate chain may connect. The handshake has proven possession
   * of the key.
   *
   * @param chain the device's certificate, then intermediate ones; not empty
   */
  boolean trusts(List<X509Certificate> chain) {
    return ids.contains(DeviceId.of(chain.getFirst())) || (!issuers.isEmpty() && vouched(chain));
  }

  private boolean vouched(List<X509Certificate> chain) {
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate issuer : issuers) {
      anchors.add(new TrustAnchor(issuer, null));
    }
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      // a device is removed by its id or issuer; there is no revocation list
      parameters.setRevocationEnabled(false);
      // a chain may include the authority itself, which is the anchor and must not be part of the
      // path
      List<X509Certificate> path = chain.stream().filter(c -> !issuers.contains(c)).toList();
      if (path.isEmpty()) {
        return false;
      }
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

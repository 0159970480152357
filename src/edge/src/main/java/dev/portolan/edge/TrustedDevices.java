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
 * Which devices an edge lets in: those with one of these ids, and those whose certificate one of
 * these issuers signed. Their keys are of any {@link dev.portolan.transport.tls.KeyKind}.
 *
 * @param ids device ids as {@link DeviceId} makes them; their certificates may be self-signed and
 *     of any age, for the key itself was named
 * @param issuers certificates of authorities; a device certificate of theirs must be valid now
 */
public record TrustedDevices(Set<String> ids, List<X509Certificate> issuers) {

  /**
   * @throws IllegalArgumentException for an id that is not 64 lower-case hexadecimal digits
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

  /** Every device that one of these authorities vouches for. */
  public static TrustedDevices ofIssuers(X509Certificate... issuers) {
    return new TrustedDevices(Set.of(), List.of(issuers));
  }

  /**
   * Whether the device that proved to hold the first certificate's key may come in.
   *
   * @param chain the device's certificate, then the intermediate ones that it sent; not empty
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
      // Taking a device out is done by its id or by its issuer; there is no list to fetch.
      parameters.setRevocationEnabled(false);
      // A chain may end with the authority itself, which is the anchor and no part of the path.
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

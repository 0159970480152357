package dev.portolan.edge;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXCertPathValidatorResult;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which devices an edge lets in: those with one of these ids, and those whose certificate one of
 * these issuers signed. Their keys are of any {@link dev.portolan.transport.tls.KeyKind}.
 *
 * <p>Every device's certificate must be valid today, be for TLS clients, and allow signatures, as
 * far as it says so itself. That holds for a device that is listed by its id, too: whoever made its
 * certificate meant it to end, and a new certificate for the same key keeps the id.
 *
 * @param ids device ids as {@link DeviceId} makes them; their certificates may be self-signed
 * @param issuers certificates of authorities
 * @param revoked lists of certificates that count no longer. A list counts for the certificates of
 *     the authority that signed it, and goes on counting when it is older than it should be
 */
public record TrustedDevices(
    Set<String> ids, List<X509Certificate> issuers, List<X509CRL> revoked) {

  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String ANY_PURPOSE = "2.5.29.37.0";
  private static final int DIGITAL_SIGNATURE = 0;

  private static final String UNKNOWN = "this edge does not know this device";

  /**
   * Checks the ids and the lists.
   *
   * @throws IllegalArgumentException for an id that is not 64 lower-case hexadecimal digits, and
   *     for a list that says what is not understood here
   */
  public TrustedDevices {
    ids = Set.copyOf(ids);
    issuers = List.copyOf(issuers);
    revoked = List.copyOf(revoked);
    for (String id : ids) {
      if (!DeviceId.isValid(id)) {
        throw new IllegalArgumentException(
            "a device id is 64 lower-case hexadecimal digits, not '" + id + "'");
      }
    }
    revoked.forEach(RevocationLists::requireWhole);
  }

  /** The same without revocation lists. */
  public TrustedDevices(Set<String> ids, List<X509Certificate> issuers) {
    this(ids, issuers, List.of());
  }

  /** Only devices with these ids. */
  public static TrustedDevices ofIds(String... ids) {
    return new TrustedDevices(Set.of(ids), List.of());
  }

  /** Every device that one of these authorities vouches for. */
  public static TrustedDevices ofIssuers(X509Certificate... issuers) {
    return new TrustedDevices(Set.of(), List.of(issuers));
  }

  /** The same devices but for those whose certificates are on these lists. */
  public TrustedDevices withRevoked(List<X509CRL> value) {
    return new TrustedDevices(ids, issuers, value);
  }

  /**
   * Why the device that proved to hold the first certificate's key may not come in.
   *
   * @param chain the device's certificate, then the intermediate ones that it sent; not empty
   * @return half a sentence for the device; null if it may
   */
  public @Nullable String refusal(List<X509Certificate> chain) {
    return refusal(chain, InstantSource.system());
  }

  @Nullable String refusal(List<X509Certificate> chain, InstantSource clock) {
    X509Certificate own = chain.getFirst();
    Instant now = clock.instant();
    boolean listed = ids.contains(DeviceId.of(own));
    // Who is vouched for at a moment when its certificate was valid is known, and told the reason.
    Instant moment = momentWithin(own, now);
    PKIXCertPathValidatorResult result = vouched(chain, moment);
    if (result == null && !listed) {
      return UNKNOWN;
    }
    String unfit = unfit(own, now);
    if (unfit != null) {
      return unfit;
    }
    if (result != null && isRevoked(chain, result.getTrustAnchor().getTrustedCert())) {
      return "this device's certificate was revoked";
    }
    // Its certificate is valid now, so now is the moment at which it was vouched for.
    return null;
  }

  private static Instant momentWithin(X509Certificate certificate, Instant now) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    return now.isBefore(from) ? from : now.isAfter(until) ? until : now;
  }

  private static @Nullable String unfit(X509Certificate own, Instant now) {
    Instant from = own.getNotBefore().toInstant();
    Instant until = own.getNotAfter().toInstant();
    if (now.isBefore(from)) {
      return "this device's certificate is not valid before " + day(from);
    }
    if (now.isAfter(until)) {
      return "this device's certificate expired on " + day(until);
    }
    boolean[] usage = own.getKeyUsage();
    if (usage != null && !usage[DIGITAL_SIGNATURE]) {
      return "this device's certificate is for a key that may not sign, which TLS needs";
    }
    try {
      List<String> purposes = own.getExtendedKeyUsage();
      return purposes == null || purposes.contains(CLIENT_AUTH) || purposes.contains(ANY_PURPOSE)
          ? null
          : "this device's certificate is not one for TLS clients";
    } catch (CertificateParsingException e) {
      return "this device's certificate says in no known way what it is for";
    }
  }

  private static String day(Instant moment) {
    return moment.atZone(ZoneOffset.UTC).toLocalDate().toString();
  }

  private @Nullable PKIXCertPathValidatorResult vouched(List<X509Certificate> chain, Instant when) {
    if (issuers.isEmpty()) {
      return null;
    }
    Set<TrustAnchor> anchors = new HashSet<>();
    for (X509Certificate issuer : issuers) {
      anchors.add(new TrustAnchor(issuer, null));
    }
    List<X509Certificate> path = path(chain);
    if (path.isEmpty()) {
      return null;
    }
    try {
      PKIXParameters parameters = new PKIXParameters(anchors);
      // There are no lists to fetch; those that were given are looked at below.
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(when));
      return (PKIXCertPathValidatorResult)
          CertPathValidator.getInstance("PKIX")
              .validate(CertificateFactory.getInstance("X.509").generateCertPath(path), parameters);
    } catch (CertPathValidatorException e) {
      return null;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java cannot check certificates", e);
    }
  }

  /** A chain may end with the authority itself, which is the anchor and no part of the path. */
  private List<X509Certificate> path(List<X509Certificate> chain) {
    return chain.stream().filter(c -> !issuers.contains(c)).toList();
  }

  /** Whether a certificate of a path that was found good is on a list of its issuer. */
  private boolean isRevoked(List<X509Certificate> chain, X509Certificate anchor) {
    List<X509Certificate> path = path(chain);
    for (int i = 0; i < path.size(); i++) {
      X509Certificate issuer = i + 1 < path.size() ? path.get(i + 1) : anchor;
      for (X509CRL list : revoked) {
        if (isOf(list, issuer) && list.isRevoked(path.get(i))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean isOf(X509CRL list, X509Certificate issuer) {
    if (!list.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
      return false;
    }
    try {
      list.verify(issuer.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}

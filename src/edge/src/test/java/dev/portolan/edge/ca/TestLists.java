package dev.portolan.edge.ca;

import io.netty.pkitesting.X509Bundle;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Revocation lists of authorities that tests make. */
public final class TestLists {

  private TestLists() {}

  /** A list of this moment, which was good for a day. */
  public static X509CRL of(X509Bundle issuer, Instant when, X509Certificate revoked) {
    return of(issuer, when, List.of(revoked.getSerialNumber()));
  }

  /** A list on which nothing is. */
  public static X509CRL empty(X509Bundle issuer, Instant when) {
    return of(issuer, when, List.of());
  }

  private static X509CRL of(X509Bundle issuer, Instant when, List<BigInteger> serials) {
    return CertificateAuthority.of(
            issuer.getCertificate(), issuer.getKeyPair().getPrivate(), () -> when)
        .revoke(serials, Duration.ofDays(1));
  }

  /** An empty list for the certificates of devices only. */
  public static X509CRL ofAPart(X509Bundle issuer) {
    return withCritical(issuer, "2.5.29.28", Der.sequence(Der.implicit(1, new byte[] {-1})));
  }

  /** An empty list of changes to another. */
  public static X509CRL ofChanges(X509Bundle issuer) {
    return withCritical(issuer, "2.5.29.27", Der.integer(BigInteger.ONE));
  }

  /** An empty list that says something which nobody knows, but everybody has to. */
  public static X509CRL ofSomethingElse(X509Bundle issuer) {
    return withCritical(issuer, "1.2.3.4", Der.integer(BigInteger.ONE));
  }

  private static X509CRL withCritical(X509Bundle issuer, String extension, byte[] value) {
    byte[] algorithm = Der.sequence(Der.oid("1.2.840.10045.4.3.2"));
    byte[] content =
        Der.sequence(
            Der.integer(BigInteger.ONE),
            algorithm,
            issuer.getCertificate().getSubjectX500Principal().getEncoded(),
            Der.time(Instant.now()),
            Der.explicit(
                0,
                Der.sequence(Der.sequence(Der.oid(extension), Der.bool(true), Der.octets(value)))));
    try {
      Signature signature = Signature.getInstance("SHA256withECDSA");
      signature.initSign(issuer.getKeyPair().getPrivate());
      signature.update(content);
      byte[] signed = Der.sequence(content, algorithm, Der.bits(0, signature.sign()));
      return (X509CRL)
          CertificateFactory.getInstance("X.509").generateCRL(new ByteArrayInputStream(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}

package dev.portolan.edge.ca;

import io.netty.pkitesting.X509Bundle;
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
    return CertificateAuthority.of(
            issuer.getCertificate(), issuer.getKeyPair().getPrivate(), () -> when)
        .revoke(List.of(revoked.getSerialNumber()), Duration.ofDays(1));
  }
}

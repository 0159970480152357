package dev.portolan.bench.peer;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/** A temporary certificate authority, with an edge on loopback and devices. */
public final class Authority {
  private final CertificateBuilder template =
      new CertificateBuilder().algorithm(CertificateBuilder.Algorithm.ecp256);
  private final X509Bundle own;

  public Authority() throws Exception {
    own =
        template
            .copy()
            .subject("CN=benchmark authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
  }

  /** Its certificate in PEM. */
  public String certificate() {
    return own.getCertificatePEM();
  }

  /** A key and a certificate for an edge. */
  public X509Bundle edge() throws Exception {
    return template
        .copy()
        .subject("CN=benchmark edge")
        .addSanDnsName("localhost")
        .addSanIpAddress("127.0.0.1")
        .buildIssuedBy(own);
  }

  /** A key and a certificate for a device. */
  public X509Bundle device(String name) throws Exception {
    return template.copy().subject("CN=" + name).buildIssuedBy(own);
  }
}

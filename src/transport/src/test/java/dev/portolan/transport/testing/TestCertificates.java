package dev.portolan.transport.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.security.KeyPair;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** An authority and certificates of it, made once for all tests. */
public final class TestCertificates {
  public static final X509Bundle AUTHORITY = authority("Test Authority");
  public static final X509Bundle LOCALHOST = server(AUTHORITY).build();

  private TestCertificates() {}

  /** Fills in what differs from a good certificate for localhost. */
  public static final class Server {
    private final CertificateBuilder builder = new CertificateBuilder().ecp256();
    private final X509Bundle issuer;
    private String host = "localhost";
    private Instant notBefore = Instant.now().minus(1, ChronoUnit.DAYS);
    private Instant notAfter = Instant.now().plus(30, ChronoUnit.DAYS);

    private Server(X509Bundle issuer) {
      this.issuer = issuer;
    }

    public Server host(String value) {
      host = value;
      return this;
    }

    public Server valid(Instant from, Instant to) {
      notBefore = from;
      notAfter = to;
      return this;
    }

    public X509Bundle build() {
      try {
        return prepared().buildIssuedBy(issuer);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    public X509Bundle buildSelfSigned() {
      try {
        return prepared().setIsCertificateAuthority(true).buildSelfSigned();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private CertificateBuilder prepared() {
      return builder
          .subject("CN=" + host + ", O=Test")
          .addSanDnsName(host)
          .notBefore(notBefore)
          .notAfter(notAfter);
    }
  }

  public static Server server(X509Bundle issuer) {
    return new Server(issuer);
  }

  /** A good certificate for localhost with a certain key. */
  public static X509Bundle server(X509Bundle issuer, KeyPair keys) {
    try {
      X509Bundle certificate =
          new CertificateBuilder()
              .subject("CN=localhost, O=Test")
              .addSanDnsName("localhost")
              .publicKey(keys.getPublic())
              .buildIssuedBy(issuer);
      return X509Bundle.fromCertificatePath(
          certificate.getCertificatePath(), issuer.getCertificate(), keys);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static X509Bundle authority(String name) {
    try {
      return new CertificateBuilder()
          .ecp256()
          .subject("CN=" + name)
          .setIsCertificateAuthority(true)
          .buildSelfSigned();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static X509Bundle client(X509Bundle issuer, String name) {
    try {
      return new CertificateBuilder().ecp256().subject("CN=" + name).buildIssuedBy(issuer);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}

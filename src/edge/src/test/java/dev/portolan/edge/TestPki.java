package dev.portolan.edge;

import dev.portolan.transport.connect.ClientIdentity;
import dev.portolan.transport.connect.Trust;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.util.List;

/** A fresh authority, with certificates for an edge on loopback and for any number of devices. */
final class TestPki {

  private final X509Bundle authority;
  private final X509Bundle edge;

  TestPki() {
    try {
      authority =
          new CertificateBuilder()
              .subject("CN=Test authority")
              .setIsCertificateAuthority(true)
              .buildSelfSigned();
      edge =
          new CertificateBuilder()
              .subject("CN=localhost")
              .addSanDnsName("localhost")
              .addSanIpAddress("127.0.0.1")
              .buildIssuedBy(authority);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  X509Bundle authority() {
    return authority;
  }

  ServerIdentity edgeIdentity() {
    return new ServerIdentity(edge.getCertificatePathList(), edge.getKeyPair().getPrivate());
  }

  Trust trust() {
    return new Trust.Authorities(List.of(authority.getCertificate()));
  }

  /** A new device's key with a certificate of the authority. */
  ClientIdentity newDevice(String name) {
    return newDevice(name, CertificateBuilder.Algorithm.ecp256);
  }

  /** The same with a certain kind of key. */
  ClientIdentity newDevice(String name, CertificateBuilder.Algorithm algorithm) {
    try {
      X509Bundle bundle =
          new CertificateBuilder()
              .subject("CN=" + name)
              .algorithm(algorithm)
              .buildIssuedBy(authority);
      return ClientIdentity.of(bundle.getKeyPair().getPrivate(), bundle.getCertificatePathList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new device's key with a certificate of an authority that nobody here knows. */
  static ClientIdentity newForeignDevice(String name) {
    return new TestPki().newDevice(name);
  }
}

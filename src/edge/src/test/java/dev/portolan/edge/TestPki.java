package dev.portolan.edge;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/** A new certificate authority for an edge on loopback and any number of devices. */
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

  /** Writes edge.pem, edge.key and authority.pem for an edge in another process. */
  void writeTo(Path folder) throws IOException {
    Files.writeString(folder.resolve("edge.pem"), edge.getCertificatePathPEM());
    Files.writeString(folder.resolve("edge.key"), edge.getPrivateKeyPEM());
    Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePEM());
  }

  /** An identity of an edge on loopback with a given key. */
  ServerIdentity edgeIdentity(KeyPair keys) {
    return new ServerIdentity(certified("localhost", keys), keys.getPrivate());
  }

  /** A new device identity with a given key. */
  ClientIdentity newDevice(String name, KeyPair keys) {
    try {
      return ClientIdentity.of(keys.getPrivate(), certified(name, keys));
    } catch (EdgeException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<X509Certificate> certified(String name, KeyPair keys) {
    try {
      return new CertificateBuilder()
          .subject("CN=" + name)
          .addSanDnsName(name)
          .publicKey(keys.getPublic())
          .buildIssuedBy(authority)
          .getCertificatePathList();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new device identity. */
  ClientIdentity newDevice(String name) {
    try {
      X509Bundle bundle =
          new CertificateBuilder().subject("CN=" + name).ecp256().buildIssuedBy(authority);
      return ClientIdentity.of(bundle.getKeyPair().getPrivate(), bundle.getCertificatePathList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A device identity that has expired or is not yet valid. */
  ClientIdentity newDevice(String name, Instant notBefore, Instant notAfter) {
    try {
      X509Bundle bundle =
          new CertificateBuilder()
              .subject("CN=" + name)
              .notBefore(notBefore)
              .notAfter(notAfter)
              .buildIssuedBy(authority);
      return ClientIdentity.of(bundle.getKeyPair().getPrivate(), bundle.getCertificatePathList());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A new device identity of an unknown authority. */
  static ClientIdentity newForeignDevice(String name) {
    return new TestPki().newDevice(name);
  }
}

package dev.portolan.app.lab;

import dev.portolan.edge.ca.CertificateAuthority;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** Certificates and keys in files, for tests of what is told by files. */
public final class TestIdentities {
  private static final Duration YEAR = Duration.ofDays(365);

  private final Path folder;
  private final Duration validity;
  private final CertificateAuthority authority =
      CertificateAuthority.create("Test authority", YEAR, InstantSource.system());

  /** Writes the authority's certificate to {@code ca.pem}. */
  public TestIdentities(Path folder) throws IOException {
    this(folder, YEAR);
  }

  /** The same with certificates of this validity. */
  public TestIdentities(Path folder, Duration validity) throws IOException {
    this.validity = validity;
    this.folder = folder;
    Files.writeString(ca(), Pem.of(authority.certificate()));
  }

  public Path ca() {
    return folder.resolve("ca.pem");
  }

  public Path certificate(String name) {
    return folder.resolve(name + ".pem");
  }

  public Path key(String name) {
    return folder.resolve(name + ".key");
  }

  /** Writes the files of an edge that is reached as 127.0.0.1. */
  public void edge(String name) throws IOException {
    write(name, authority.server(name, List.of("127.0.0.1"), validity));
  }

  /** Writes the files of a device. */
  public void device(String name) throws IOException {
    write(name, authority.client(name, validity));
  }

  private void write(String name, CertificateAuthority.Identity identity) throws IOException {
    Files.writeString(certificate(name), Pem.of(identity.certificate()));
    Files.writeString(key(name), Pem.of(identity.key()));
  }
}

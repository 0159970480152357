package dev.portolan.app.lab;

import dev.portolan.app.task.OwnerOnly;
import dev.portolan.edge.ClientToken;
import dev.portolan.edge.ca.CertificateAuthority;
import dev.portolan.edge.ca.PrivateFiles;
import dev.portolan.transport.tls.Pem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * The files of a lab: keys, certificates, the token and the port. Access to the folder gives access
 * to the lab.
 *
 * @param path the folder
 */
record LabFolder(Path path) {
  /** Long, because a lab's folder may be kept. */
  private static final Duration VALIDITY = Duration.ofDays(3650);

  /** Creates the files of a new lab. No effect on a complete folder. */
  void prepare() throws IOException {
    OwnerOnly.makeFolder(path);
    // written last: a folder with a token is complete
    if (Files.exists(tokenFile())) {
      return;
    }
    CertificateAuthority authority =
        CertificateAuthority.create("Portolan lab", VALIDITY, InstantSource.system());
    PrivateFiles.write(caFile(), Pem.of(authority.certificate()));
    write(
        authority.server("Portolan lab edge", List.of("localhost", "127.0.0.1", "::1"), VALIDITY),
        edgeCertificate(),
        edgeKey());
    write(authority.client("Portolan lab device", VALIDITY), deviceCertificate(), deviceKey());
    PrivateFiles.write(tokenFile(), ClientToken.newSecret() + "\n");
  }

  Path caFile() {
    return path.resolve("ca.pem");
  }

  Path tokenFile() {
    return path.resolve("token");
  }

  Path edgeCertificate() {
    return path.resolve("edge.pem");
  }

  Path edgeKey() {
    return path.resolve("edge.key");
  }

  Path deviceCertificate() {
    return path.resolve("device.pem");
  }

  Path deviceKey() {
    return path.resolve("device.key");
  }

  String token() throws IOException {
    return Files.readString(tokenFile()).strip();
  }

  /** The lab's previous port, or 0. */
  int port() throws IOException {
    Path file = path.resolve("port");
    if (!Files.exists(file)) {
      return 0;
    }
    String text = Files.readString(file).strip();
    if (!text.matches("[1-9][0-9]{0,4}") || Integer.parseInt(text) > 65_535) {
      throw new IOException(file + " holds no port number");
    }
    return Integer.parseInt(text);
  }

  void keepPort(int port) throws IOException {
    PrivateFiles.write(path.resolve("port"), port + "\n");
  }

  private static void write(CertificateAuthority.Identity identity, Path certificate, Path key)
      throws IOException {
    PrivateFiles.write(certificate, Pem.of(identity.certificate()));
    PrivateFiles.write(key, Pem.of(identity.key()));
  }
}

package dev.portolan.interop.path;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Fresh keys, certificates and a token for one path, the former as PEM files.
 *
 * @param folder where the files are
 * @param deviceId what an edge calls the device
 * @param token what a client authenticates with
 */
record Credentials(Path folder, String deviceId, String token) {

  /** Writes an authority and what it has issued to an edge on loopback and to a device. */
  static Credentials issue(Path folder) throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=Test authority")
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle edge =
        new CertificateBuilder()
            .subject("CN=edge")
            .ecp256()
            .addSanIpAddress("127.0.0.1")
            .addSanDnsName("localhost")
            .addExtendedKeyUsageServerAuth()
            .buildIssuedBy(authority);
    X509Bundle device =
        new CertificateBuilder()
            .subject("CN=device")
            .ecp256()
            .addExtendedKeyUsageClientAuth()
            .buildIssuedBy(authority);
    Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePEM());
    write(folder, "edge", edge);
    write(folder, "device", device);
    byte[] key = device.getCertificate().getPublicKey().getEncoded();
    String id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    return new Credentials(folder, id, "token " + UUID.randomUUID());
  }

  private static void write(Path folder, String name, X509Bundle bundle) throws Exception {
    Files.writeString(folder.resolve(name + ".pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve(name + ".key"), bundle.getPrivateKeyPEM());
  }

  /** Removes the folder and the files. */
  void delete() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path authority() {
    return folder.resolve("authority.pem");
  }

  Path edgeCertificate() {
    return folder.resolve("edge.pem");
  }

  Path edgeKey() {
    return folder.resolve("edge.key");
  }

  Path deviceCertificate() {
    return folder.resolve("device.pem");
  }

  Path deviceKey() {
    return folder.resolve("device.key");
  }
}

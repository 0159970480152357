package dev.portolan.interop.path;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.HexFormat;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * New keys and certificates in PEM files, with a token, for one path.
 *
 * @param folder the folder of the files
 * @param deviceId the device's id
 * @param token the client's token
 */
record Credentials(Path folder, String deviceId, String token) {

  /** The keys of agents in the field. */
  static final String FIELD = "secp521r1";

  /** Creates credentials with default kinds of keys. */
  static Credentials issue(Path folder) throws Exception {
    return issue(folder, "secp256r1", FIELD);
  }

  /**
   * Creates an authority with certificates for an edge on loopback and a device.
   *
   * @param edgeKey the kind of the edge's key: a curve's name, {@code Ed25519} or {@code RSA}
   * @param deviceKey the kind of the device's key
   */
  static Credentials issue(Path folder, String edgeKey, String deviceKey) throws Exception {
    X509Bundle authority =
        new CertificateBuilder()
            .subject("CN=Test authority")
            .ecp256()
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    KeyPair edge = keys(edgeKey);
    KeyPair device = keys(deviceKey);
    Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePEM());
    write(
        folder,
        "edge",
        edge,
        new CertificateBuilder()
            .subject("CN=edge")
            .publicKey(edge.getPublic())
            .addSanIpAddress("127.0.0.1")
            .addSanDnsName("localhost")
            .addExtendedKeyUsageServerAuth()
            .buildIssuedBy(authority));
    write(
        folder,
        "device",
        device,
        new CertificateBuilder()
            .subject("CN=device")
            .publicKey(device.getPublic())
            .addExtendedKeyUsageClientAuth()
            .buildIssuedBy(authority));
    byte[] key = device.getPublic().getEncoded();
    String id = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
    return new Credentials(folder, id, "token " + UUID.randomUUID());
  }

  private static KeyPair keys(String kind) throws GeneralSecurityException {
    if (!kind.startsWith("secp")) {
      return KeyPairGenerator.getInstance(kind).generateKeyPair();
    }
    KeyPairGenerator onCurve = KeyPairGenerator.getInstance("EC");
    onCurve.initialize(new ECGenParameterSpec(kind));
    return onCurve.generateKeyPair();
  }

  private static void write(Path folder, String name, KeyPair keys, X509Bundle certificate)
      throws Exception {
    Files.writeString(folder.resolve(name + ".pem"), certificate.getCertificatePathPEM());
    String key = Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded());
    Files.writeString(
        folder.resolve(name + ".key"),
        "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
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

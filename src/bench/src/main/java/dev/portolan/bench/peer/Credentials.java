package dev.portolan.bench.peer;

import dev.portolan.edge.DeviceId;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Temporary keys and certificates in PEM files.
 *
 * @param authority the certificate that signed the others
 * @param edge the edge's certificate
 * @param edgeKey its key
 * @param device the device's certificate
 * @param deviceKey its key
 * @param deviceId the device's id
 * @param token the clients' token
 */
record Credentials(
    Path authority,
    Path edge,
    Path edgeKey,
    Path device,
    Path deviceKey,
    String deviceId,
    String token) {

  static Credentials create(Path folder) throws Exception {
    Authority authority = new Authority();
    X509Bundle edge = authority.edge();
    X509Bundle device = authority.device("benchmark device");
    return new Credentials(
        write(folder, "authority.crt", authority.certificate()),
        write(folder, "edge.crt", edge.getCertificatePEM()),
        write(folder, "edge.key", edge.getPrivateKeyPEM()),
        write(folder, "device.crt", device.getCertificatePEM()),
        write(folder, "device.key", device.getPrivateKeyPEM()),
        DeviceId.of(device.getCertificate()),
        "throw-away");
  }

  private static Path write(Path folder, String name, String pem) throws IOException {
    return Files.writeString(folder.resolve(name), pem);
  }
}

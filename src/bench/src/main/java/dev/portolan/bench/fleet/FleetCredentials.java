package dev.portolan.bench.fleet;

import dev.portolan.bench.peer.Authority;
import dev.portolan.transport.tls.ClientIdentity;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Temporary keys and certificates.
 *
 * @param authority the file with the certificate that signed the others
 * @param edge the edge's certificate
 * @param edgeKey its key
 * @param token a client's token
 * @param devices a key and a certificate for each device
 */
record FleetCredentials(
    Path authority, Path edge, Path edgeKey, Path token, List<ClientIdentity> devices) {

  static FleetCredentials create(Path folder, int devices) throws Exception {
    Authority authority = new Authority();
    X509Bundle edge = authority.edge();
    List<ClientIdentity> identities = new ArrayList<>();
    for (int i = 1; i <= devices; i++) {
      X509Bundle device = authority.device("device " + i);
      identities.add(
          ClientIdentity.of(
              device.getKeyPair().getPrivate(), List.of(device.getCertificatePath())));
    }
    return new FleetCredentials(
        Files.writeString(folder.resolve("authority.pem"), authority.certificate()),
        Files.writeString(folder.resolve("edge.pem"), edge.getCertificatePEM()),
        Files.writeString(folder.resolve("edge.key"), edge.getPrivateKeyPEM()),
        Files.writeString(folder.resolve("token"), "throw-away\n"),
        List.copyOf(identities));
  }
}

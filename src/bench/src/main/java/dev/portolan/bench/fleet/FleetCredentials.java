package dev.portolan.bench.fleet;

import dev.portolan.transport.tls.ClientIdentity;
import io.netty.pkitesting.CertificateBuilder;
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
    CertificateBuilder template =
        new CertificateBuilder().algorithm(CertificateBuilder.Algorithm.ecp256);
    X509Bundle authority =
        template
            .copy()
            .subject("CN=benchmark authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    X509Bundle edge =
        template
            .copy()
            .subject("CN=benchmark edge")
            .addSanIpAddress("127.0.0.1")
            .buildIssuedBy(authority);
    List<ClientIdentity> identities = new ArrayList<>();
    for (int i = 1; i <= devices; i++) {
      X509Bundle device = template.copy().subject("CN=device " + i).buildIssuedBy(authority);
      identities.add(
          ClientIdentity.of(
              device.getKeyPair().getPrivate(), List.of(device.getCertificatePath())));
    }
    return new FleetCredentials(
        Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePEM()),
        Files.writeString(folder.resolve("edge.pem"), edge.getCertificatePEM()),
        Files.writeString(folder.resolve("edge.key"), edge.getPrivateKeyPEM()),
        Files.writeString(folder.resolve("token"), "throw-away\n"),
        List.copyOf(identities));
  }
}

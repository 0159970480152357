package dev.portolan.interop.path;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A hand-written upgrade request. */
final class RawUpgrade {
  private static final int PATIENCE_MILLIS = 30_000;

  private RawUpgrade() {}

  /** The edge's status for another protocol. */
  static int status(int port, Credentials credentials, String protocol) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    try (var in = Files.newInputStream(credentials.authority())) {
      store.setCertificateEntry(
          "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", port)) {
      socket.setSoTimeout(PATIENCE_MILLIS);
      String request =
          """
          GET /device/%s HTTP/1.1
          Host: 127.0.0.1
          Authorization: %s
          Connection: upgrade
          Upgrade: websocket
          Sec-WebSocket-Protocol: %s

          """
              .formatted(credentials.deviceId(), credentials.token(), protocol)
              .replace("\n", "\r\n");
      socket.getOutputStream().write(request.getBytes(US_ASCII));
      String line =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII)).readLine();
      return Integer.parseInt(line.split(" ", 3)[1]);
    }
  }
}

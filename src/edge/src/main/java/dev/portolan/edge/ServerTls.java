package dev.portolan.edge;

import io.netty.buffer.ByteBuf;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.net.Socket;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An edge's TLS contexts: TLS 1.3 and 1.2 with optional client certificates.
 *
 * @param usual BoringSSL if available, which needs about half the CPU; else the JDK
 * @param forEveryKey the JDK, which accepts client certificates with keys that BoringSSL does not
 */
record ServerTls(SslContext usual, SslContext forEveryKey) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  static ServerTls create(ServerIdentity identity) throws SSLException {
    SslContext jdk = context(identity, SslProvider.JDK);
    // with such a key every peer is served by the JDK's TLS
    if (OpenSsl.isAvailable() && identity.keyKind().isForBoringSsl()) {
      try {
        return new ServerTls(context(identity, SslProvider.OPENSSL), jdk);
      } catch (SSLException | IllegalArgumentException e) {
        LOG.info("OpenSSL does not take the edge's key, the JDK's TLS is used instead", e);
      }
    }
    return new ServerTls(jdk, jdk);
  }

  /** The JDK's contexts only, as on platforms without BoringSSL. */
  static ServerTls ofJdk(ServerIdentity identity) throws SSLException {
    SslContext jdk = context(identity, SslProvider.JDK);
    return new ServerTls(jdk, jdk);
  }

  /** Chooses the context for a peer by its ClientHello. */
  SslContext choose(ByteBuf hello) {
    return SignatureSchemes.of(hello).anyBeyondBoringSsl() ? forEveryKey : usual;
  }

  private static SslContext context(ServerIdentity identity, SslProvider provider)
      throws SSLException {
    return SslContextBuilder.forServer(identity.key(), identity.chain())
        .sslProvider(provider)
        .protocols("TLSv1.3", "TLSv1.2")
        .clientAuth(ClientAuth.OPTIONAL)
        .trustManager(new ProofOfKeyOnly())
        .build();
  }

  /**
   * Accepts every certificate in the handshake, which proves possession of its key.
   *
   * <p>Trust in the key is checked when the upgrade request is read: then the edge knows that the
   * peer is a device, and can refuse it with a message.
   */
  private static final class ProofOfKeyOnly extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("an edge is never a TLS client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException("an edge is never a TLS client");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
      throw new UnsupportedOperationException("an edge is never a TLS client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

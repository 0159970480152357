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
 * The TLS side of an edge: TLS 1.3 or 1.2, its own certificate, and a client's if it has one.
 *
 * @param usual BoringSSL's where it is there, which takes about half the CPU; else the JDK's
 * @param forEveryKey the JDK's, which takes client certificates with keys that BoringSSL does not
 */
record ServerTls(SslContext usual, SslContext forEveryKey) {

  private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

  static ServerTls create(ServerIdentity identity) throws SSLException {
    SslContext jdk = context(identity, SslProvider.JDK);
    // Who knows such a key is served by the JDK's TLS in any case.
    if (OpenSsl.isAvailable() && identity.keyKind().isForBoringSsl()) {
      try {
        return new ServerTls(context(identity, SslProvider.OPENSSL), jdk);
      } catch (SSLException | IllegalArgumentException e) {
        LOG.info("OpenSSL does not take the edge's key, the JDK's TLS is used instead", e);
      }
    }
    return new ServerTls(jdk, jdk);
  }

  /** The JDK's alone, as where there is no other. */
  static ServerTls ofJdk(ServerIdentity identity) throws SSLException {
    SslContext jdk = context(identity, SslProvider.JDK);
    return new ServerTls(jdk, jdk);
  }

  /** Chooses for a peer that has said hello. */
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
   * Lets every certificate through the handshake, which proves that the peer holds its key.
   *
   * <p>Whether the edge trusts that key is decided when the request is read: by then it is known
   * that the peer is a device, and it can be told in words why it is refused.
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

package dev.portolan.transport.tls;

import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Creates TLS contexts for TLS 1.3 and 1.2. The provider is BoringSSL if it is available and
 * supports the keys of both ends ({@link KeyKind#isForBoringSsl}), else the JDK.
 */
public final class TlsContexts {
  private TlsContexts() {}

  /** Creates contexts, as {@link #client} does. */
  public interface Maker {
    /** A context for one connection to an edge. */
    SslContext client(
        SslProvider provider,
        TrustManager trust,
        @Nullable ClientIdentity identity,
        boolean checksName)
        throws EdgeException;
  }

  /** The fastest provider of this platform. */
  public static SslProvider bestProvider() {
    return OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK;
  }

  /**
   * A context for one connection to an edge. The caller releases it if it is reference-counted.
   *
   * @param identity the certificate to show, or null
   * @param checksName whether the trust manager checks the host name, which must be enabled on the
   *     engine, too
   * @throws EdgeException if the identity cannot be used, or TLS cannot be set up
   */
  public static SslContext client(
      SslProvider provider,
      TrustManager trust,
      @Nullable ClientIdentity identity,
      boolean checksName)
      throws EdgeException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forClient()
              .sslProvider(provider)
              .protocols("TLSv1.3", "TLSv1.2")
              .endpointIdentificationAlgorithm(checksName ? "HTTPS" : null)
              .trustManager(trust);
      if (identity != null) {
        builder.keyManager(identity.key(), identity.chain());
      }
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new EdgeException(
          identity == null ? Problem.TLS_FAILED : Problem.IDENTITY_INVALID,
          identity == null
              ? "TLS cannot be set up on this computer."
              : "The client certificate or its key cannot be used for TLS.",
          e);
    }
  }
}

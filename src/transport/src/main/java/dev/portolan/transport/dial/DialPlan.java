package dev.portolan.transport.dial;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.tls.EdgeTrustManager;
import dev.portolan.transport.tls.Trust;
import io.netty.handler.ssl.SslContext;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The prerequisites of a dial, whose lookup may block.
 *
 * @param addresses of the edge, or of the proxy if there is one; not empty
 * @param proxyTls the TLS context for the proxy, or null for a proxy without TLS
 * @param tls the TLS context for the edge
 * @param trust verifies the edge's certificate
 */
record DialPlan(
    List<InetSocketAddress> addresses,
    @Nullable Proxy proxy,
    @Nullable SslContext proxyTls,
    SslContext tls,
    EdgeTrustManager trust) {

  /** Looks everything up. Blocks. The result must be {@linkplain #release() released}. */
  static DialPlan make(Endpoint endpoint, SecureDial.Means means, boolean lookOnly)
      throws EdgeException {
    Proxy proxy = Proxy.choose(endpoint.proxy(), endpoint.host(), endpoint.port());
    List<InetSocketAddress> addresses = addresses(endpoint, means.lookup(), proxy);
    EdgeTrustManager trust = new EdgeTrustManager(endpoint.host(), endpoint.trust(), lookOnly);
    SslContext proxyTls = proxyTls(means, proxy);
    try {
      SslContext tls =
          means
              .contexts()
              .client(
                  means.tls(),
                  trust,
                  lookOnly ? null : endpoint.identity(),
                  !(endpoint.trust() instanceof Trust.Pin));
      return new DialPlan(addresses, proxy, proxyTls, tls, trust);
    } catch (EdgeException e) {
      ReferenceCountUtil.release(proxyTls);
      throw e;
    }
  }

  private static @Nullable SslContext proxyTls(SecureDial.Means means, @Nullable Proxy proxy)
      throws EdgeException {
    if (proxy == null || proxy.kind() != Proxy.Kind.HTTPS) {
      return null;
    }
    EdgeTrustManager trust = new EdgeTrustManager(proxy.host(), new Trust.System(), false);
    return means.contexts().client(means.tls(), trust, null, true);
  }

  private static List<InetSocketAddress> addresses(
      Endpoint endpoint, NameLookup lookup, @Nullable Proxy proxy) throws EdgeException {
    String host = proxy == null ? endpoint.host() : proxy.host();
    int port = proxy == null ? endpoint.port() : proxy.port();
    try {
      List<InetAddress> found = lookup.addresses(host);
      if (found.isEmpty()) {
        throw new UnknownHostException(host);
      }
      return found.stream().map(address -> new InetSocketAddress(address, port)).toList();
    } catch (UnknownHostException e) {
      throw proxy == null
          ? new EdgeException(Problem.DNS_FAILED, "The name " + host + " is not known.", e)
          : new EdgeException(
              Problem.PROXY_DNS_FAILED, "The proxy's name " + host + " is not known.", e);
    }
  }

  void release() {
    ReferenceCountUtil.release(tls);
    ReferenceCountUtil.release(proxyTls);
  }
}

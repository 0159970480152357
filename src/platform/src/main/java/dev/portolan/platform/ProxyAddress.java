package dev.portolan.platform;

import dev.portolan.transport.endpoint.Proxy;
import dev.portolan.transport.problem.EdgeException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import org.jspecify.annotations.Nullable;

/** Finds the proxy on the way to a management server, of the kinds that the JDK's client knows. */
final class ProxyAddress {
  private ProxyAddress() {}

  /** Selects the proxy that an address asks for, or none. */
  static ProxySelector of(PlatformAddress address) throws PlatformException {
    Proxy proxy = chosen(address);
    if (proxy == null) {
      return ProxySelector.of(null);
    }
    if (proxy.kind() != Proxy.Kind.HTTP || proxy.user() != null) {
      throw new PlatformException(
          PlatformProblem.PROXY_UNSUPPORTED,
          "The proxy "
              + proxy
              + (proxy.user() != null ? " wants a password" : " is no plain HTTP proxy")
              + ", which does not work for accounts.");
    }
    return ProxySelector.of(InetSocketAddress.createUnresolved(proxy.host(), proxy.port()));
  }

  private static @Nullable Proxy chosen(PlatformAddress address) throws PlatformException {
    try {
      return Proxy.choose(address.proxy(), address.host(), address.port());
    } catch (EdgeException e) {
      throw new PlatformException(PlatformProblem.PROXY_UNSUPPORTED, e.getMessage(), e);
    }
  }
}

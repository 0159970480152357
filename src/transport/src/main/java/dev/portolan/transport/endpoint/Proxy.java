package dev.portolan.transport.endpoint;

import dev.portolan.transport.problem.EdgeException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address and credentials of a proxy.
 *
 * @param kind its protocol
 * @param host its name or IP address, without brackets
 * @param port its port
 * @param user the user name, or null for none
 * @param password the password, or an empty text
 */
public record Proxy(Kind kind, String host, int port, @Nullable String user, String password) {
  /** The protocol of a proxy. */
  public enum Kind {
    /** CONNECT in plain text. */
    HTTP(80),
    /** CONNECT over TLS. */
    HTTPS(443),
    /** SOCKS 5. */
    SOCKS5(1080);

    private final int defaultPort;

    Kind(int defaultPort) {
      this.defaultPort = defaultPort;
    }
  }

  /** The proxy at an address validated by {@link ProxyChoice.Explicit}. */
  static Proxy of(URI url) {
    Kind kind =
        switch (url.getScheme().toLowerCase(Locale.ROOT)) {
          case "https" -> Kind.HTTPS;
          case "http" -> Kind.HTTP;
          default -> Kind.SOCKS5;
        };
    String host = url.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    String user = null;
    String password = "";
    String credentials = url.getRawUserInfo();
    if (credentials != null) {
      int colon = credentials.indexOf(':');
      user = decode(colon < 0 ? credentials : credentials.substring(0, colon));
      password = colon < 0 ? "" : decode(credentials.substring(colon + 1));
    }
    int port = url.getPort() == -1 ? kind.defaultPort : url.getPort();
    return new Proxy(kind, host, port, user, password);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /**
   * The proxy for an endpoint, or null for a direct connection.
   *
   * @throws EdgeException if the environment names an invalid one
   */
  public static @Nullable Proxy choose(ProxyChoice choice, String host, int port)
      throws EdgeException {
    return switch (choice) {
      case ProxyChoice.None none -> null;
      case ProxyChoice.Explicit explicit -> of(explicit.url());
      case ProxyChoice.System system -> ProxyVariables.choose(system.environment(), host, port);
    };
  }

  /** Host and port; never the credentials. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

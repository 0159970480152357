package dev.portolan.transport.endpoint;

import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Which proxy to use. */
public sealed interface ProxyChoice {
  /** The kinds of proxy: CONNECT in plain text or over TLS, and SOCKS 5. */
  Set<String> SCHEMES = Set.of("http", "https", "socks5", "socks5h");

  /**
   * The proxy of the environment: {@code HTTPS_PROXY} and {@code NO_PROXY}. The upper-case name
   * takes precedence over the lower-case one.
   *
   * @param environment environment variables; {@link #System()} uses the process's own
   */
  @SuppressWarnings("AvoidCommonTypeNames") // read as ProxyChoice.System everywhere
  record System(Map<String, String> environment) implements ProxyChoice {
    /** Keeps a copy of the proxy variables only. */
    public System {
      environment = ProxyVariables.pick(environment);
    }

    /** The environment of this process. */
    public System() {
      this(java.lang.System.getenv());
    }

    /** The names of the variables only, because a value may contain a password. */
    @Override
    public String toString() {
      return "System" + environment.keySet();
    }
  }

  /** No proxy, regardless of the environment. */
  record None() implements ProxyChoice {}

  /**
   * The given proxy, regardless of the environment.
   *
   * @param url {@code http}, {@code https}, {@code socks5} or {@code socks5h}, with a host, and
   *     optionally a port and {@code user:password@}
   */
  record Explicit(URI url) implements ProxyChoice {
    /** Validates the address. */
    public Explicit {
      String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
      if (!SCHEMES.contains(scheme)) {
        throw new IllegalArgumentException(
            "a proxy's address begins with http://, https:// or socks5://");
      }
      if (url.getHost() == null) {
        throw new IllegalArgumentException("the proxy's address has no host");
      }
      if (url.getPort() == 0 || url.getPort() > 65_535) {
        throw new IllegalArgumentException("the port of the proxy's address is not valid");
      }
    }

    /** Scheme, host and port; never the credentials. */
    @Override
    public String toString() {
      return "Explicit["
          + url.getScheme()
          + "://"
          + url.getHost()
          + (url.getPort() == -1 ? "" : ":" + url.getPort())
          + "]";
    }
  }
}

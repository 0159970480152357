package dev.portolan.transport.endpoint;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    private static final int MAX_CREDENTIAL_BYTES = 255;

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
      Proxy proxy = Proxy.of(url);
      if (bytes(proxy.user()) > MAX_CREDENTIAL_BYTES
          || bytes(proxy.password()) > MAX_CREDENTIAL_BYTES) {
        throw new IllegalArgumentException("the proxy's user or password is too long");
      }
    }

    /**
     * Parses an address as typed: strips blanks, and adds a missing {@code http://}.
     *
     * @throws IllegalArgumentException with one plain sentence that says what is wrong, without the
     *     address, which may contain a password
     */
    public static Explicit parse(String text) {
      String address = text.strip();
      if (address.isEmpty()) {
        throw new IllegalArgumentException("the proxy's address is empty");
      }
      try {
        return new Explicit(new URI(address.contains("://") ? address : "http://" + address));
      } catch (URISyntaxException e) {
        throw new IllegalArgumentException("the proxy's address is not a valid URL");
      }
    }

    /** The user name in the address, or empty. */
    public String user() {
      return Objects.requireNonNullElse(Proxy.of(url).user(), "");
    }

    /** The password in the address, or empty. */
    public String password() {
      return Proxy.of(url).password();
    }

    /** The same proxy and user with another password, or with none if it is empty. */
    public Explicit withPassword(String password) {
      String credentials =
          user().isEmpty() && password.isEmpty()
              ? ""
              : encode(user()) + (password.isEmpty() ? "" : ":" + encode(password)) + "@";
      String port = url.getPort() == -1 ? "" : ":" + url.getPort();
      return new Explicit(URI.create(url.getScheme() + "://" + credentials + url.getHost() + port));
    }

    private static String encode(String text) {
      return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static int bytes(@Nullable String text) {
      return text == null ? 0 : text.getBytes(StandardCharsets.UTF_8).length;
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

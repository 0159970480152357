package dev.portolan.platform;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.endpoint.ProxyChoice;
import dev.portolan.transport.tls.Trust;
import java.net.URI;
import java.util.Locale;

/**
 * Where a management server is, with what is needed to connect to it.
 *
 * @param base {@code https} with a host, and a path that all calls begin with or none
 * @param trust how the server's certificate is verified
 * @param proxy which proxy to use
 */
public record PlatformAddress(URI base, Trust trust, ProxyChoice proxy) {
  /** Where accounts are unless they say otherwise. */
  public static final String DEFAULT_BASE = "https://www.app.qbee.io";

  private static final String HOME = "qbee.io";

  /** Validates the address. */
  public PlatformAddress {
    // The rules are those for the address of an edge.
    Endpoint.of(base);
    if (base.getRawQuery() != null) {
      throw new IllegalArgumentException("the server's address must not have a '?'");
    }
  }

  /**
   * Parses an address as typed, with the trust and the proxy of this computer.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static PlatformAddress parse(String text) {
    String address = text.strip();
    while (address.endsWith("/")) {
      address = address.substring(0, address.length() - 1);
    }
    try {
      return new PlatformAddress(
          Endpoint.parseUrl(address), new Trust.System(), new ProxyChoice.System());
    } catch (IllegalArgumentException e) {
      String words = String.valueOf(e.getMessage());
      throw new IllegalArgumentException(words.replace("the edge's", "the server's"), e);
    }
  }

  /** The server of accounts that name none. */
  public static PlatformAddress ofDefault() {
    return parse(DEFAULT_BASE);
  }

  /** The host in lower case. */
  public String host() {
    return Endpoint.of(base).host();
  }

  /** The port, by default 443. */
  public int port() {
    return Endpoint.of(base).port();
  }

  /** The domain whose hosts get this account's token without a question. */
  public String domain() {
    String host = host();
    if (isWithin(host, HOME)) {
      return HOME;
    }
    // Not of a name such as www.com, where a whole top-level domain would be left.
    return host.matches("www\\.[^.]+\\..+") ? host.substring("www.".length()) : host;
  }

  /** Whether a host belongs to the account's domain. */
  public boolean covers(String host) {
    return isWithin(host.toLowerCase(Locale.ROOT), domain());
  }

  private static boolean isWithin(String host, String domain) {
    return host.equals(domain) || host.endsWith("." + domain);
  }

  /** The address of a call. */
  URI at(String pathAndQuery) {
    String start = base.toString();
    return URI.create(
        (start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + pathAndQuery);
  }
}

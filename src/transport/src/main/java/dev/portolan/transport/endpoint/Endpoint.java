package dev.portolan.transport.endpoint;

import dev.portolan.transport.tls.ClientIdentity;
import dev.portolan.transport.tls.Trust;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of an edge with everything needed to connect and authenticate.
 *
 * @param url the address: {@code https} with a host, without user name or fragment
 * @param authorization a client's token; null for a device, which authenticates by certificate
 * @param trust how the edge's certificate is verified
 * @param identity the client certificate, or null
 * @param proxy which proxy to use
 */
public record Endpoint(
    URI url,
    @Nullable Authorization authorization,
    Trust trust,
    @Nullable ClientIdentity identity,
    ProxyChoice proxy) {
  private static final int MAX_NAME = 253;

  /** Validates the address. */
  public Endpoint {
    if (!"https".equalsIgnoreCase(url.getScheme())) {
      throw new IllegalArgumentException("the edge's address must begin with https://");
    }
    if (url.getHost() == null || url.getHost().isEmpty()) {
      throw new IllegalArgumentException("the edge's address has no host");
    }
    if (url.getRawUserInfo() != null) {
      throw new IllegalArgumentException("the edge's address must not hold a user or password");
    }
    if (url.getRawFragment() != null) {
      throw new IllegalArgumentException("the edge's address must not have a '#'");
    }
    if (url.getPort() == 0 || url.getPort() > 65_535) {
      throw new IllegalArgumentException("the port of the edge's address is not valid");
    }
    if (!url.toString().chars().allMatch(c -> c < 0x80)) { // URI refuses blanks and controls
      throw new IllegalArgumentException("the edge's address has characters that cannot be sent");
    }
  }

  /** An endpoint with system trust and system proxy. */
  public static Endpoint of(URI url) {
    return new Endpoint(url, null, new Trust.System(), null, new ProxyChoice.System());
  }

  /**
   * Parses an address as typed: strips blanks, adds a missing {@code https://}, and converts an
   * international host name to ASCII.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static URI parseUrl(String text) {
    String address = text.strip();
    if (address.isEmpty()) {
      throw new IllegalArgumentException("the edge's address is empty");
    }
    if (!address.contains("://")) {
      address = "https://" + address;
    }
    try {
      return of(new URI(asciiHost(address))).url();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("the edge's address is not a valid URL");
    }
  }

  private static String asciiHost(String address) {
    int start = address.indexOf("://") + 3;
    int end = start;
    while (end < address.length() && "/?#:".indexOf(address.charAt(end)) < 0) {
      end++;
    }
    String host = address.substring(start, end);
    try {
      if (host.length() > MAX_NAME) { // IDN fails in another way where it is far longer
        throw new IllegalArgumentException(host.length() + " characters");
      }
      return address.substring(0, start) + IDN.toASCII(host) + address.substring(end);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the host in the edge's address is not a valid name", e);
    }
  }

  /** The same edge with another authorization. */
  public Endpoint withAuthorization(@Nullable Authorization value) {
    return new Endpoint(url, value, trust, identity, proxy);
  }

  /** The same edge with another trust. */
  public Endpoint withTrust(Trust value) {
    return new Endpoint(url, authorization, value, identity, proxy);
  }

  /** The same edge with another client certificate. */
  public Endpoint withIdentity(@Nullable ClientIdentity value) {
    return new Endpoint(url, authorization, trust, value, proxy);
  }

  /** The same edge with another proxy. */
  public Endpoint withProxy(ProxyChoice value) {
    return new Endpoint(url, authorization, trust, identity, value);
  }

  /** The host in lower case, without the brackets of an IPv6 address. */
  public String host() {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** The port, by default 443. */
  public int port() {
    return url.getPort() == -1 ? 443 : url.getPort();
  }

  /** The {@code Host} header, without the port if it is 443. */
  public String hostHeader() {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    return port() == 443 ? host : host + ":" + port();
  }

  /** Path and query for the request line. */
  public String requestTarget() {
    String path = url.getRawPath();
    String target = path == null || path.isEmpty() ? "/" : path;
    return url.getRawQuery() == null ? target : target + "?" + url.getRawQuery();
  }

  /** The address without its query or any secret. */
  @Override
  public String toString() {
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return "https://" + hostHeader() + path;
  }
}

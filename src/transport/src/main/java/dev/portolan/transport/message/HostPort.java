package dev.portolan.transport.message;

import java.util.regex.Pattern;

/**
 * A host, by name or address, and a port from 1 to 65,535.
 *
 * <p>The host is kept without brackets; {@link #toString()} adds them around an IPv6 address.
 */
public record HostPort(String host, int port) {
  private static final int MAX_HOST_CHARS = 253;
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9_]([A-Za-z0-9._-]*[A-Za-z0-9_.])?");
  private static final Pattern IPV6 =
      Pattern.compile("[0-9A-Fa-f:.]{2,45}(%[A-Za-z0-9._-]{1,32})?");

  /** Validates both parts. */
  public HostPort {
    checkHost(host);
    if (port < 1 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
  }

  /**
   * Reads {@code host:port} or {@code [ipv6]:port}.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static HostPort parse(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      if (end < 0 || end + 1 >= text.length() || text.charAt(end + 1) != ':') {
        throw new IllegalArgumentException("'" + shown(text) + "' is not [address]:port");
      }
      String address = text.substring(1, end);
      if (address.indexOf(':') < 0) {
        throw new IllegalArgumentException("'" + shown(text) + "': brackets are for IPv6 only");
      }
      return new HostPort(address, parsePort(text.substring(end + 2)));
    }
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("'" + shown(text) + "' has no port; write host:port");
    }
    if (text.indexOf(':') != colon) {
      throw new IllegalArgumentException(
          "'" + shown(text) + "' has too many colons; write an IPv6 address in brackets");
    }
    return new HostPort(text.substring(0, colon), parsePort(text.substring(colon + 1)));
  }

  /**
   * Reads a port from 1 to 65,535, written in digits without leading zeros.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static int parsePort(String text) {
    int port = parsePortOrZero(text);
    if (port == 0) {
      throw new IllegalArgumentException("port 0 is not between 1 and 65535");
    }
    return port;
  }

  /** As {@link #parsePort}, but allows 0, which stands for any free port. */
  public static int parsePortOrZero(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the port is missing");
    }
    boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || text.length() > 5 || (text.length() > 1 && text.charAt(0) == '0')) {
      throw new IllegalArgumentException("'" + shown(text) + "' is not a port number");
    }
    int port = Integer.parseInt(text);
    if (port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
    }
    return port;
  }

  private static void checkHost(String host) {
    if (host.isEmpty()) {
      throw new IllegalArgumentException("the host is missing");
    }
    Pattern form = host.indexOf(':') >= 0 ? IPV6 : NAME;
    if (host.length() > MAX_HOST_CHARS || !form.matcher(host).matches()) {
      throw new IllegalArgumentException("'" + shown(host) + "' is not a host name or address");
    }
  }

  private static String shown(String text) {
    return RemoteText.clean(text, 80);
  }

  /** {@code host:port}, with brackets around an IPv6 address. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

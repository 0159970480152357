package dev.portolan.device;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One entry of an allow-list of targets, {@code host:port}.
 *
 * <p>The host is a name, {@code *.example.com}, an IP address, a network ({@code 10.0.0.0/8},
 * {@code [fd00::/8]}) or {@code *}; the port is a number, a range ({@code 8000-8099}) or {@code *}.
 */
record TargetPattern(
    String host, @Nullable InetAddress network, int prefixLength, int firstPort, int lastPort) {

  /**
   * Parses an entry.
   *
   * @throws IllegalArgumentException with a plain sentence if it is malformed
   */
  static TargetPattern parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon <= 0 || colon == text.length() - 1) {
      throw new IllegalArgumentException("'" + text + "' is not host:port");
    }
    String host = text.substring(0, colon).toLowerCase(Locale.ROOT);
    String ports = text.substring(colon + 1);
    int bracket = host.indexOf(']');
    if (host.startsWith("[") && bracket > 0) {
      host = host.substring(1, bracket) + host.substring(bracket + 1);
    } else if (host.indexOf(':') >= 0) {
      throw new IllegalArgumentException("'" + text + "' needs brackets around its IPv6 address");
    }
    int dash = ports.indexOf('-');
    int first = ports.equals("*") ? 1 : port(text, dash < 0 ? ports : ports.substring(0, dash));
    int last =
        ports.equals("*") ? 65_535 : dash < 0 ? first : port(text, ports.substring(dash + 1));
    if (first > last) {
      throw new IllegalArgumentException("'" + text + "' has a port range that runs backwards");
    }
    int slash = host.indexOf('/');
    InetAddress network = address(slash < 0 ? host : host.substring(0, slash));
    if (network == null) {
      if (slash >= 0 || host.isEmpty() || !host.matches("\\*|(\\*\\.)?[a-z0-9_.-]+")) {
        throw new IllegalArgumentException("'" + text + "' names no host, network or *");
      }
      return new TargetPattern(host, null, 0, first, last);
    }
    int bits = network.getAddress().length * 8;
    int prefix = slash < 0 ? bits : number(text, host.substring(slash + 1), 0, bits);
    return new TargetPattern(host, network, prefix, first, last);
  }

  boolean coversPort(int port) {
    return port >= firstPort && port <= lastPort;
  }

  /** Whether the host as the client wrote it matches. {@code *} matches everything. */
  boolean coversName(String name) {
    String asked = name.toLowerCase(Locale.ROOT);
    return host.equals("*")
        || host.equals(asked)
        || (host.startsWith("*.") && asked.endsWith(host.substring(1)));
  }

  boolean coversAddress(InetAddress address) {
    if (network == null) {
      return false;
    }
    byte[] mine = network.getAddress();
    byte[] theirs = address.getAddress();
    if (mine.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixLength; bit++) {
      int mask = 0x80 >> (bit & 7);
      if (((mine[bit >> 3] ^ theirs[bit >> 3]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable InetAddress address(String host) {
    return NetUtil.createInetAddressFromIpAddressString(host);
  }

  private static int port(String text, String digits) {
    return number(text, digits, 1, 65_535);
  }

  private static int number(String text, String digits, int min, int max) {
    if (digits.matches("[0-9]{1,5}")) {
      int value = Integer.parseInt(digits);
      if (value >= min && value <= max) {
        return value;
      }
    }
    throw new IllegalArgumentException(
        "'" + text + "': '" + digits + "' is not a number from " + min + " to " + max);
  }
}

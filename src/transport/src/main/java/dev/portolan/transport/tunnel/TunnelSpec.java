package dev.portolan.transport.tunnel;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.RemoteText;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The specification of a tunnel: a local address and the service on the device that it leads to.
 *
 * @param bindAddress where to listen: empty for 127.0.0.1 and ::1, {@code *} for all interfaces, or
 *     an IP address
 * @param localPort the local port, or 0 for any free one
 * @param remoteHost the service's host, as the device sees it
 * @param remotePort the service's port
 * @param protocol TCP or UDP
 */
public record TunnelSpec(
    String bindAddress, int localPort, String remoteHost, int remotePort, Protocol protocol) {
  /** The protocol of the service. */
  public enum Protocol {
    /** Connections. */
    TCP,
    /** Datagrams. */
    UDP
  }

  private static final String ALL_INTERFACES = "*";
  private static final int MAX_CHARS = 600;

  /** Validates each part. */
  public TunnelSpec {
    if (!bindAddress.isEmpty()
        && !bindAddress.equals(ALL_INTERFACES)
        && NetUtil.createByteArrayFromIpAddressString(bindAddress) == null) {
      throw new IllegalArgumentException(
          "the bind address '" + RemoteText.clean(bindAddress, 80) + "' is no IP address");
    }
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("port " + localPort + " is not between 0 and 65535");
    }
    remoteHost = new HostPort(remoteHost, remotePort).host();
  }

  /**
   * Parses {@code [bind:]port:host:port[/tcp|/udp]}, with IPv6 addresses in brackets. The bind
   * address {@code localhost} is the same as none. An empty one is an error.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static TunnelSpec parse(String text) {
    String rest = text.strip();
    if (rest.length() > MAX_CHARS) {
      throw new IllegalArgumentException("the tunnel's text is far too long");
    }
    Protocol protocol = Protocol.TCP;
    int slash = rest.lastIndexOf('/');
    if (slash >= 0) {
      protocol = protocol(rest.substring(slash + 1), text);
      rest = rest.substring(0, slash);
    }
    List<String> parts = split(rest);
    if (parts.size() < 3 || parts.size() > 4) {
      throw new IllegalArgumentException(
          "'" + RemoteText.clean(text, 80) + "' is not [bind:]port:host:port[/udp]");
    }
    String bind = parts.size() == 4 ? bind(parts.removeFirst()) : "";
    int local = HostPort.parsePortOrZero(parts.get(0));
    HostPort target = new HostPort(unbracket(parts.get(1)), HostPort.parsePort(parts.get(2)));
    return new TunnelSpec(bind, local, target.host(), target.port(), protocol);
  }

  private static Protocol protocol(String name, String text) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      default ->
          throw new IllegalArgumentException(
              "'" + RemoteText.clean(text, 80) + "' ends with neither /tcp nor /udp");
    };
  }

  /** Splits at colons outside of brackets. */
  private static List<String> split(String text) {
    List<String> parts = new ArrayList<>();
    boolean bracketed = false;
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '[') {
        bracketed = true;
      } else if (c == ']') {
        bracketed = false;
      } else if (c == ':' && !bracketed) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static String bind(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "the bind address is empty; leave it out with its colon, or write * for all interfaces");
    }
    return text.equalsIgnoreCase("localhost") ? "" : unbracket(text);
  }

  private static String unbracket(String text) {
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    if (bracketed && text.indexOf(':') < 0) {
      throw new IllegalArgumentException("brackets are for IPv6 addresses only");
    }
    if (!bracketed && (text.indexOf('[') >= 0 || text.indexOf(']') >= 0)) {
      throw new IllegalArgumentException("a bracket is not where it belongs");
    }
    return bracketed ? text.substring(1, text.length() - 1) : text;
  }

  /** The service on the device. */
  public HostPort target() {
    return new HostPort(remoteHost, remotePort);
  }

  /** Whether other computers can use the tunnel. */
  public boolean isOpenToOthers() {
    return !bindAddress.isEmpty() && !bindAddress.startsWith("127.") && !bindAddress.equals("::1");
  }

  /** The same tunnel on another local port. */
  public TunnelSpec withLocalPort(int port) {
    return new TunnelSpec(bindAddress, port, remoteHost, remotePort, protocol);
  }

  /** The text that {@link #parse} reads. */
  @Override
  public String toString() {
    String bind = bindAddress.indexOf(':') >= 0 ? "[" + bindAddress + "]" : bindAddress;
    return (bind.isEmpty() ? "" : bind + ":")
        + localPort
        + ":"
        + target()
        + (protocol == Protocol.UDP ? "/udp" : "");
  }
}

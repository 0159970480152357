package dev.portolan.transport.tunnel;

import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.RemoteText;
import io.netty.util.NetUtil;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/**
 * The specification of a tunnel: a local address and what it leads to, a service on the device or,
 * for a SOCKS proxy, whatever its programs ask for.
 *
 * @param bindAddress where to listen: empty for 127.0.0.1 and ::1, {@code *} for all interfaces, or
 *     an IP address
 * @param localPort the local port, or 0 for any free one
 * @param remoteHost the service's host, as the device sees it; empty for a SOCKS proxy
 * @param remotePort the service's port; 0 for a SOCKS proxy
 * @param protocol what the local port speaks
 */
public record TunnelSpec(
    String bindAddress, int localPort, String remoteHost, int remotePort, Protocol protocol) {
  /** What the local port speaks. */
  public enum Protocol {
    /** Connections to the service. */
    TCP,
    /** Datagrams to the service. */
    UDP,
    /** Connections that name their own service, by SOCKS 4, 4a or 5. */
    SOCKS
  }

  /** Most tunnels that a range of ports may stand for. */
  public static final int MAX_RANGE = 100;

  private static final String ALL_INTERFACES = "*";
  private static final int MAX_CHARS = 600;

  /** Validates each part. */
  public TunnelSpec {
    if (!bindAddress.isEmpty()
        && !bindAddress.equals(ALL_INTERFACES)
        && NetUtil.createByteArrayFromIpAddressString(bindAddress) == null) {
      throw new IllegalArgumentException(
          "the bind address '" + shown(bindAddress) + "' is no IP address");
    }
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("port " + localPort + " is not between 0 and 65535");
    }
    if (protocol != Protocol.SOCKS) {
      remoteHost = new HostPort(remoteHost, remotePort).host();
    } else if (!remoteHost.isEmpty() || remotePort != 0) {
      throw new IllegalArgumentException("a SOCKS proxy has no target of its own");
    }
  }

  /** A SOCKS proxy on a local port. */
  public static TunnelSpec socks(String bindAddress, int localPort) {
    return new TunnelSpec(bindAddress, localPort, "", 0, Protocol.SOCKS);
  }

  /**
   * Parses {@code [bind:]port:host:port[/tcp|/udp]} or {@code [bind:]port/socks}, with IPv6
   * addresses in brackets. The bind address {@code localhost} is the same as none. An empty one is
   * an error.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static TunnelSpec parse(String text) {
    List<TunnelSpec> all = parseAll(text);
    if (all.size() > 1) {
      throw new IllegalArgumentException("'" + shown(text) + "' is more than one tunnel");
    }
    return all.getFirst();
  }

  /**
   * As {@link #parse}, but both ports may be ranges of equal length, such as {@code
   * 8000-8010:localhost:9000-9010}, which stand for a tunnel per port.
   *
   * @return at least one, at most {@value #MAX_RANGE}
   */
  public static List<TunnelSpec> parseAll(String text) {
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
    int withoutBind = protocol == Protocol.SOCKS ? 1 : 3;
    if (parts.size() < withoutBind || parts.size() > withoutBind + 1) {
      throw new IllegalArgumentException("'" + shown(text) + "' is not " + form(protocol));
    }
    String bind = parts.size() > withoutBind ? bind(parts.removeFirst()) : "";
    if (protocol == Protocol.SOCKS) {
      return List.of(socks(bind, HostPort.parsePortOrZero(parts.getFirst())));
    }
    Ports local = Ports.parse(parts.get(0), HostPort::parsePortOrZero);
    Ports remote = Ports.parse(parts.get(2), HostPort::parsePort);
    if (local.count() != remote.count()) {
      throw new IllegalArgumentException(
          "%s and %s are not equally many ports: %d and %d"
              .formatted(local, remote, local.count(), remote.count()));
    }
    String host = unbracket(parts.get(1));
    List<TunnelSpec> specs = new ArrayList<>();
    for (int i = 0; i < local.count(); i++) {
      specs.add(new TunnelSpec(bind, local.first() + i, host, remote.first() + i, protocol));
    }
    return specs;
  }

  /** One port, or a range of them. */
  private record Ports(int first, int last) {
    static Ports parse(String text, ToIntFunction<String> single) {
      int dash = text.indexOf('-');
      if (dash <= 0) {
        int port = single.applyAsInt(text);
        return new Ports(port, port);
      }
      Ports range =
          new Ports(
              HostPort.parsePort(text.substring(0, dash)),
              HostPort.parsePort(text.substring(dash + 1)));
      if (range.count() < 1) {
        throw new IllegalArgumentException("the range " + range + " ends before it begins");
      }
      if (range.count() > MAX_RANGE) {
        throw new IllegalArgumentException(
            "the range %s has %d ports, and at most %d can be given at once"
                .formatted(range, range.count(), MAX_RANGE));
      }
      return range;
    }

    int count() {
      return last - first + 1;
    }

    @Override
    public String toString() {
      return first == last ? Integer.toString(first) : first + "-" + last;
    }
  }

  private static String form(Protocol protocol) {
    return switch (protocol) {
      case TCP, UDP -> "[bind:]port:host:port[/udp]";
      case SOCKS -> "[bind:]port/socks";
    };
  }

  private static Protocol protocol(String name, String text) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      case "socks" -> Protocol.SOCKS;
      default ->
          throw new IllegalArgumentException(
              "'" + shown(text) + "' ends with none of /tcp, /udp and /socks");
    };
  }

  private static String shown(String text) {
    return RemoteText.clean(text, 80);
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

  /**
   * The service on the device.
   *
   * @throws IllegalArgumentException for a SOCKS proxy, which has none
   */
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
    String local = (bind.isEmpty() ? "" : bind + ":") + localPort;
    return switch (protocol) {
      case TCP -> local + ":" + target();
      case UDP -> local + ":" + target() + "/udp";
      case SOCKS -> local + "/socks";
    };
  }
}

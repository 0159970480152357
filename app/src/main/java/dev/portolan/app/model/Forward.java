package dev.portolan.app.model;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The local and remote addresses of a tunnel.
 *
 * @param bindAddress local bind address; empty means loopback, IPv4 and IPv6
 * @param localPort 0 picks a free port, which is then kept
 * @param remoteHost resolved by the device; empty for a SOCKS proxy
 * @param remotePort 1 to 65,535; 0 for a SOCKS proxy
 * @param protocol what it carries
 */
public record Forward(
    String bindAddress, int localPort, String remoteHost, int remotePort, Protocol protocol) {
  /** All of 127.0.0.0/8; a name that begins with 127 may mean any address. */
  private static final Pattern LOOPBACK = Pattern.compile("127(\\.\\d{1,3}){3}");

  public Forward {
    Objects.requireNonNull(bindAddress, "bindAddress");
    Objects.requireNonNull(protocol, "protocol");
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("Local port out of range: " + localPort);
    }
    if (protocol == Protocol.SOCKS && (!remoteHost.isEmpty() || remotePort != 0)) {
      throw new IllegalArgumentException("A SOCKS proxy has no target of its own");
    }
    if (protocol != Protocol.SOCKS && remoteHost.isBlank()) {
      throw new IllegalArgumentException("The remote host is missing");
    }
    if ((protocol != Protocol.SOCKS && remotePort < 1) || remotePort > 65_535) {
      throw new IllegalArgumentException("Remote port out of range: " + remotePort);
    }
  }

  /** A SOCKS proxy on a local port. */
  public static Forward socks(String bindAddress, int localPort) {
    return new Forward(bindAddress, localPort, "", 0, Protocol.SOCKS);
  }

  /** A copy with another local port. */
  public Forward withLocalPort(int port) {
    return new Forward(bindAddress, port, remoteHost, remotePort, protocol);
  }

  /** Whether a local port at another address would be the same one as at this address. */
  public boolean sharesPorts(String otherAddress, Protocol other) {
    String here = place(bindAddress);
    String there = place(otherAddress);
    return (protocol == Protocol.UDP) == (other == Protocol.UDP)
        && (here.equals(there) || here.equals("*") || there.equals("*"));
  }

  /** An address, with one name for those that the usual tunnel listens at, and for all. */
  private static String place(String address) {
    return switch (address) {
      case "", "localhost", "127.0.0.1", "::1" -> "";
      case "*", "0.0.0.0", "::" -> "*";
      default -> address;
    };
  }

  /** Whether it listens at a loopback address other than the usual one. */
  public boolean hasOwnLoopback() {
    return bindAddress.startsWith("127.") && !bindAddress.equals("127.0.0.1");
  }

  /** Whether other computers can reach the local port. */
  public boolean reachableFromNetwork() {
    return reachableFromNetwork(bindAddress);
  }

  /** Whether other computers can reach a port on that bind address. */
  public static boolean reachableFromNetwork(String bindAddress) {
    String address = bindAddress.toLowerCase(Locale.ROOT);
    return !(address.isEmpty()
        || address.equals("localhost")
        || address.equals("::1")
        || LOOPBACK.matcher(address).matches());
  }

  /** Address and port for local clients, such as {@code 127.0.0.1:8080}. */
  public String localText() {
    return join(localHost(), localPort);
  }

  /** The bind address and local port as configured. */
  public String boundText() {
    return bindAddress.isEmpty() ? localText() : join(bindAddress, localPort);
  }

  /** The host for local clients: loopback instead of a wildcard address. */
  public String localHost() {
    return switch (bindAddress) {
      case "", "0.0.0.0", "*", "::", "localhost" -> "127.0.0.1";
      default -> bindAddress;
    };
  }

  /** The remote address and port; of a SOCKS proxy that it leads to any. */
  public String remoteText() {
    return protocol == Protocol.SOCKS ? "any target" : join(remoteHost, remotePort);
  }

  /** What stands for the name of a tunnel that has none. */
  public String title() {
    return protocol == Protocol.SOCKS ? "SOCKS proxy" : remoteText();
  }

  private static String join(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.portolan.app.model;

import java.util.Locale;
import java.util.Objects;

/**
 * From which local address to which address at the device's side a tunnel leads.
 *
 * @param bindAddress where this computer listens; empty means loopback, IPv4 and IPv6
 * @param localPort 0 asks for any free port, which is then kept
 * @param remoteHost as the device resolves it
 * @param remotePort 1 to 65,535
 * @param protocol what it carries
 */
public record Forward(
    String bindAddress, int localPort, String remoteHost, int remotePort, Protocol protocol) {

  public Forward {
    Objects.requireNonNull(bindAddress, "bindAddress");
    Objects.requireNonNull(protocol, "protocol");
    if (localPort < 0 || localPort > 65_535) {
      throw new IllegalArgumentException("Local port out of range: " + localPort);
    }
    if (remoteHost.isBlank()) {
      throw new IllegalArgumentException("The remote host is missing");
    }
    if (remotePort < 1 || remotePort > 65_535) {
      throw new IllegalArgumentException("Remote port out of range: " + remotePort);
    }
  }

  /** The same with another local port. */
  public Forward withLocalPort(int port) {
    return new Forward(bindAddress, port, remoteHost, remotePort, protocol);
  }

  /** Whether others than this computer can reach the local port. */
  public boolean reachableFromNetwork() {
    return reachableFromNetwork(bindAddress);
  }

  /** Whether others than this computer can reach a port on that bind address. */
  public static boolean reachableFromNetwork(String bindAddress) {
    String address = bindAddress.toLowerCase(Locale.ROOT);
    return !(address.isEmpty()
        || address.equals("localhost")
        || address.equals("::1")
        || address.startsWith("127."));
  }

  /** Address and port to type into a local program, such as {@code 127.0.0.1:8080}. */
  public String localText() {
    return join(localHost(), localPort);
  }

  /** Where this computer listens, as it was asked for. */
  public String boundText() {
    return bindAddress.isEmpty() ? localText() : join(bindAddress, localPort);
  }

  /** The host to type into a local program: a wildcard address is reached over loopback. */
  public String localHost() {
    return switch (bindAddress) {
      case "", "0.0.0.0", "*", "::", "localhost" -> "127.0.0.1";
      default -> bindAddress;
    };
  }

  /** Address and port at the device's side. */
  public String remoteText() {
    return join(remoteHost, remotePort);
  }

  private static String join(String host, int port) {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}

package dev.portolan.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The source of a connection as rate limits count it. */
final class SourceNetwork {

  /** IPv6 addresses are counted by /64 network, since a host can use all addresses of its own. */
  private static final int NETWORK_BYTES = 8;

  private SourceNetwork() {}

  /** The IPv4 address or the /64 of IPv6 of a peer. */
  static String of(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "nowhere"; // already closed
    }
    InetAddress address = socket.getAddress();
    return address instanceof Inet6Address
        ? HexFormat.ofDelimiter(":")
                .formatHex(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                .replaceAll("(..):(..)", "$1$2")
            + "::/64"
        : address.getHostAddress();
  }
}

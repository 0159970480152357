package dev.portolan.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Where a connection comes from, as far as one user can choose it. */
final class SourceNetwork {

  /** Who has one address of IPv6 has the 2^64 of its network. */
  private static final int NETWORK_BYTES = 8;

  private SourceNetwork() {}

  /** An address of IPv4, or a network of IPv6. */
  static String of(@Nullable SocketAddress remote) {
    if (!(remote instanceof InetSocketAddress socket) || socket.getAddress() == null) {
      return "nowhere"; // It has gone already.
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

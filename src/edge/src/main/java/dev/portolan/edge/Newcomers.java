package dev.portolan.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Limits unauthenticated connections by their source address: each costs a TLS handshake and
 * buffers. Thread-safe.
 */
final class Newcomers {

  /** Most concurrent ones, of some ten kilobytes each. */
  static final int MOST = 2_048;

  /** The part that a single address cannot use. */
  static final int RESERVED = 256;

  /** IPv6 addresses are counted by /64 network, since a host can use all addresses of its own. */
  private static final int NETWORK_BYTES = 8;

  private final FairShares shares = new FairShares(MOST, RESERVED);
  private final Notices notices;

  Newcomers(Notices notices) {
    this.notices = notices;
  }

  /**
   * Counts an accepted connection.
   *
   * @return releases it, to be run once; null if there are too many
   */
  @Nullable Runnable enter(@Nullable SocketAddress remote) {
    String from = network(remote);
    if (shares.take(from, 1) == FairShares.Answer.GIVEN) {
      return () -> shares.release(from, 1);
    }
    notices.tell(
        "newcomers",
        "too many connections from "
            + from
            + " have not said who they are: new ones from there are closed");
    return null;
  }

  /** The present number. */
  int count() {
    return shares.total();
  }

  private static String network(@Nullable SocketAddress remote) {
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

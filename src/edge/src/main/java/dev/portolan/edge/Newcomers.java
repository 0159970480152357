package dev.portolan.edge;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the connections that are no sessions yet, by where they come from: each costs a TLS
 * handshake and its buffers, and nobody has said who it is. Safe for any thread.
 */
final class Newcomers {

  /** At once, from everywhere; with what TLS needs, some ten kilobytes each. */
  static final int MOST = 2_048;

  /** The part that no address alone can have. */
  static final int RESERVED = 256;

  /** Who has one address of IPv6 has the 2^64 of its network. */
  private static final int NETWORK_BYTES = 8;

  private final FairShares shares = new FairShares(MOST, RESERVED);
  private final Notices notices;

  Newcomers(Notices notices) {
    this.notices = notices;
  }

  /**
   * A connection was accepted.
   *
   * @return what gives its place back, to be run once; null if there is none for it
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

  /** How many there are now. */
  int count() {
    return shares.total();
  }

  private static String network(@Nullable SocketAddress remote) {
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

package dev.portolan.transport.datagram;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Recognises this computer's own addresses. */
public final class HostAddresses {
  private HostAddresses() {}

  /**
   * Whether an address belongs to this computer. Queries the system unless it is a loopback
   * address. Does not block.
   */
  public static boolean isOwn(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // unknown: assume the worst
    }
  }
}

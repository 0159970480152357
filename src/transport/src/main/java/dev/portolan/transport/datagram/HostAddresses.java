package dev.portolan.transport.datagram;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/** Tells which addresses are this computer's own. */
public final class HostAddresses {
  private HostAddresses() {}

  /**
   * Whether what is sent to this address stays on this computer. Asks the system, unless the
   * address is a loopback one; does not block.
   */
  public static boolean isOwn(InetAddress address) {
    if (address.isLoopbackAddress() || address.isAnyLocalAddress()) {
      return true;
    }
    try {
      return NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return true; // nobody knows, and this is the careful answer
    }
  }
}

package dev.portolan.device;

import dev.portolan.transport.datagram.ReplyPortAllowance;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The service ports that a UDP tunnel may send to: the requested one, and those from which the
 * service has replied recently.
 *
 * <p>The edge has authorised only the requested port. Others must be introduced by the service, as
 * TFTP does with each transfer.
 */
final class UdpPorts {

  /** Far more than any service uses for one program. */
  static final int MAX_REPLY_PORTS = ReplyPortAllowance.MAX;

  private final int asked;
  private final ReplyPortAllowance allowance = new ReplyPortAllowance();

  private final Map<Integer, Boolean> replyPorts =
      new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
          return size() > MAX_REPLY_PORTS;
        }
      };

  UdpPorts(int asked) {
    this.asked = asked;
  }

  /**
   * Records a datagram from a port of the service.
   *
   * @return false if the datagram must be dropped, because the service has used too many new ports
   *     since the client's last datagram
   */
  boolean replied(int port) {
    if (port == asked || replyPorts.get(port) != null) {
      return true;
    }
    if (!allowance.take()) {
      return false;
    }
    replyPorts.put(port, true);
    return true;
  }

  /** Records a datagram from the client to a port. Returns false if it may not send to it. */
  boolean requestSent(int port) {
    if (port != asked && replyPorts.get(port) == null) {
      return false;
    }
    allowance.requestSent();
    return true;
  }
}

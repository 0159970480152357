package dev.portolan.device;

import dev.portolan.transport.datagram.ReplyPortAllowance;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The ports of a UDP service to which a tunnel may send: the one that was asked for, and those from
 * which the service itself has answered lately.
 *
 * <p>The edge judged the first port only. Others must have been brought into play by the service,
 * as TFTP does with each transfer.
 */
final class UdpPorts {

  /** Far more than any service uses towards one program. */
  static final int MAX_ANSWERING = ReplyPortAllowance.MAX;

  private final int asked;
  private final ReplyPortAllowance replyPorts = new ReplyPortAllowance();

  private final Map<Integer, Boolean> answering =
      new LinkedHashMap<>(32, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Boolean> eldest) {
          return size() > MAX_ANSWERING;
        }
      };

  UdpPorts(int asked) {
    this.asked = asked;
  }

  /**
   * The service has sent something from this port.
   *
   * @return false if the datagram is to be dropped: it comes from one new port too many since the
   *     client last spoke
   */
  boolean answered(int port) {
    if (port == asked || answering.get(port) != null) {
      return true;
    }
    if (!replyPorts.take()) {
      return false;
    }
    answering.put(port, true);
    return true;
  }

  /** The client sends something to this port, which it may if this returns true. */
  boolean requestSent(int port) {
    if (port != asked && answering.get(port) == null) {
      return false;
    }
    replyPorts.requestSent();
    return true;
  }
}

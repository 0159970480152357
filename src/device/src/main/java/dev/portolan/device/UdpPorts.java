package dev.portolan.device;

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
  static final int MAX_ANSWERING = 16;

  private final int asked;

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

  /** The service has sent something from this port. */
  void answered(int port) {
    if (port != asked) {
      answering.put(port, true);
    }
  }

  boolean mayBeSentTo(int port) {
    return port == asked || answering.get(port) != null;
  }
}

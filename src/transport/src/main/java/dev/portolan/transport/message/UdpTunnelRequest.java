package dev.portolan.transport.message;

/**
 * The payload of a UDP tunnel request: {@code suggested-source-port:host:port}.
 *
 * @param suggestedSourcePort the port that the device should send from if it is free there; 0 for
 *     any
 * @param target the service, as the device sees it
 */
public record UdpTunnelRequest(int suggestedSourcePort, HostPort target) {
  /** Checks the port. */
  public UdpTunnelRequest {
    if (suggestedSourcePort < 0 || suggestedSourcePort > 65_535) {
      throw new IllegalArgumentException(
          "source port " + suggestedSourcePort + " is not between 0 and 65535");
    }
  }

  /**
   * Reads the payload's text.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static UdpTunnelRequest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a UDP tunnel request is source-port:host:port");
    }
    return new UdpTunnelRequest(
        HostPort.parsePortOrZero(text.substring(0, colon)),
        HostPort.parse(text.substring(colon + 1)));
  }

  /** The request as a message. */
  public Message toMessage() {
    return Message.ofText(MessageType.UDP_TUNNEL, suggestedSourcePort + ":" + target);
  }
}

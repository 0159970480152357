package dev.portolan.transport.message;

/**
 * The payload of a UDP tunnel request: {@code suggested-source-port:host:port}, optionally with the
 * client's number.
 *
 * @param suggestedSourcePort the port that the device should send from, if it is free there; 0 for
 *     any
 * @param target the service, as the device sees it
 * @param client the client's {@link ClientNumber}
 */
public record UdpTunnelRequest(int suggestedSourcePort, HostPort target, int client) {
  /** A client's request, which has no number. */
  public UdpTunnelRequest(int suggestedSourcePort, HostPort target) {
    this(suggestedSourcePort, target, ClientNumber.NONE);
  }

  /** Validates the port. */
  public UdpTunnelRequest {
    if (suggestedSourcePort < 0 || suggestedSourcePort > 65_535) {
      throw new IllegalArgumentException(
          "source port " + suggestedSourcePort + " is not between 0 and 65535");
    }
  }

  /**
   * Parses the payload's text.
   *
   * @throws IllegalArgumentException with one plain sentence that says what is wrong
   */
  public static UdpTunnelRequest parse(String text) {
    String[] lines = ClientNumber.lines(text);
    int colon = lines[0].indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("a UDP tunnel request is source-port:host:port");
    }
    return new UdpTunnelRequest(
        HostPort.parsePortOrZero(lines[0].substring(0, colon)),
        HostPort.parse(lines[0].substring(colon + 1)),
        ClientNumber.in(lines));
  }

  /** The same request with a client number. */
  public UdpTunnelRequest of(int number) {
    return new UdpTunnelRequest(suggestedSourcePort, target, number);
  }

  /** The request as a message. */
  public Message toMessage() {
    return Message.ofText(
        MessageType.UDP_TUNNEL, suggestedSourcePort + ":" + target + ClientNumber.line(client));
  }
}

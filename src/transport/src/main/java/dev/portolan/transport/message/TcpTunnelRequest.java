package dev.portolan.transport.message;

/**
 * The payload of a TCP tunnel request: {@code host:port}, and the wish to end each direction by
 * itself.
 *
 * <p>The reference ends both directions of a tunnel as soon as one ends. Where every end on the way
 * is ours, the request has a second line, {@link HalfCloseOffer#OPTION}, and the device answers OK
 * with that word as its payload; then a FIN ends one direction only. A client adds the line only if
 * the edge answered the upgrade with the header {@link HalfCloseOffer#HEADER}; an edge passes it on
 * only to a device that sent that header and cuts it off for every other ({@link #strip}). So no
 * other peer ever sees it.
 *
 * @param target the service, as the device sees it
 * @param halfClose whether a FIN is to end one direction only
 * @param client who asks, as a {@link ClientNumber}
 */
public record TcpTunnelRequest(HostPort target, boolean halfClose, int client) {
  /** As a client asks, which has no number. */
  public TcpTunnelRequest(HostPort target, boolean halfClose) {
    this(target, halfClose, ClientNumber.NONE);
  }

  /** Reads the payload's text. */
  public static TcpTunnelRequest parse(String text) {
    String[] lines = ClientNumber.lines(text);
    return new TcpTunnelRequest(
        HostPort.parse(lines[0]),
        lines.length > 1 && lines[1].equals(HalfCloseOffer.OPTION),
        ClientNumber.in(lines));
  }

  /**
   * A TCP tunnel request for somebody who knows no further lines: cut off at the end of its first
   * one, and otherwise as it was written.
   */
  public static Message strip(Message request) {
    String text = request.text();
    int line = text.indexOf('\n');
    return line < 0 ? request : Message.ofText(MessageType.TCP_TUNNEL, text.substring(0, line));
  }

  /** The request as a message. */
  public Message toMessage() {
    String option = halfClose ? "\n" + HalfCloseOffer.OPTION : "";
    return Message.ofText(MessageType.TCP_TUNNEL, target + option + ClientNumber.line(client));
  }
}

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
 */
public record TcpTunnelRequest(HostPort target, boolean halfClose) {
  /** Reads the payload's text. */
  public static TcpTunnelRequest parse(String text) {
    int line = text.indexOf('\n');
    if (line < 0) {
      return new TcpTunnelRequest(HostPort.parse(text), false);
    }
    String option = text.substring(line + 1);
    return new TcpTunnelRequest(
        HostPort.parse(text.substring(0, line)), option.equals(HalfCloseOffer.OPTION));
  }

  /**
   * A TCP tunnel request for somebody who does not know half-close: cut off at the end of its first
   * line, and otherwise as it was written.
   */
  public static Message strip(Message request) {
    String text = request.text();
    int line = text.indexOf('\n');
    return line < 0 ? request : Message.ofText(MessageType.TCP_TUNNEL, text.substring(0, line));
  }

  /** The request as a message. */
  public Message toMessage() {
    String text = halfClose ? target + "\n" + HalfCloseOffer.OPTION : target.toString();
    return Message.ofText(MessageType.TCP_TUNNEL, text);
  }
}

package dev.portolan.transport.message;

/**
 * The payload of a TCP tunnel request: {@code host:port}, optionally with half-close.
 *
 * <p>The reference closes both directions of a tunnel as soon as one ends. If client, edge and
 * device are all ours, the request has a second line, {@link HalfCloseOffer#OPTION}, and the device
 * repeats it as the payload of its OK. A FIN then ends only one direction. A client adds the line
 * only if the edge's upgrade response had the header {@link HalfCloseOffer#HEADER}. An edge passes
 * it on only to a device that sent that header, and otherwise removes it ({@link #strip}). So no
 * other peer ever sees it.
 *
 * @param target the service, as the device sees it
 * @param halfClose whether a FIN ends only one direction
 * @param client the client's {@link ClientNumber}
 */
public record TcpTunnelRequest(HostPort target, boolean halfClose, int client) {
  /** A client's request, which has no number. */
  public TcpTunnelRequest(HostPort target, boolean halfClose) {
    this(target, halfClose, ClientNumber.NONE);
  }

  /** Parses the payload's text. */
  public static TcpTunnelRequest parse(String text) {
    String[] lines = ClientNumber.lines(text);
    return new TcpTunnelRequest(
        HostPort.parse(lines[0]),
        lines.length > 1 && lines[1].equals(HalfCloseOffer.OPTION),
        ClientNumber.in(lines));
  }

  /** The same request with its first line only, for a peer that does not know the others. */
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

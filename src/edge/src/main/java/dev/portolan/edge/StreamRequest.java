package dev.portolan.edge;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.message.RemoteText;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.message.UdpTunnelRequest;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A client's request for a stream to a device.
 *
 * @param client the client's name, given by {@link ClientAuthorizer}
 * @param device the device's id
 * @param typeCode the message type's code
 * @param target {@code host:port} of a tunnel, the command of a terminal; empty for a login shell
 *     and for types without a target
 */
public record StreamRequest(String client, String device, int typeCode, String target) {

  /**
   * Parses the opening message.
   *
   * @throws IllegalArgumentException with a plain sentence if the payload is malformed
   */
  static StreamRequest of(String client, String device, Message message) {
    MessageType type = message.type();
    String target =
        switch (type) {
          case TCP_TUNNEL -> TcpTunnelRequest.parse(message.text()).target().toString();
          case UDP_TUNNEL -> UdpTunnelRequest.parse(message.text()).target().toString();
          case PTY -> command(PtyCommand.parse(message.payload()));
          case OK, ERROR, GO_AWAY, PTY_COMMAND, RELOAD, FILE, WATCH, PRESENCE -> "";
          case null -> "";
        };
    return new StreamRequest(client, device, message.typeCode(), target);
  }

  private static String command(PtyCommand start) {
    String command = start.command();
    return command == null ? "" : command;
  }

  /** The type, or null if unknown. */
  public @Nullable MessageType type() {
    return MessageType.ofCode(typeCode);
  }

  /** The type's name in rules and logs: {@code tcp}, {@code pty}, {@code 0x7f}. */
  public String typeName() {
    return switch (type()) {
      case TCP_TUNNEL -> "tcp";
      case UDP_TUNNEL -> "udp";
      // a resize belongs to the terminal of its session id
      case PTY, PTY_COMMAND -> "pty";
      case RELOAD -> "reload";
      case FILE -> "file";
      case OK, ERROR, GO_AWAY, WATCH, PRESENCE -> code();
      case null -> code();
    };
  }

  /** The requested action, for messages to the client. */
  String action() {
    return switch (type()) {
      case TCP_TUNNEL -> "open a TCP tunnel to " + target;
      case UDP_TUNNEL -> "open a UDP tunnel to " + target;
      case PTY -> target.isEmpty() ? "open a shell" : "run " + target;
      case PTY_COMMAND -> "resize a terminal";
      case RELOAD -> "ask for a reload";
      case FILE -> "transfer files";
      case WATCH -> "be told of other devices";
      case OK, ERROR, GO_AWAY, PRESENCE -> "send a message of type " + code();
      case null -> "send a message of type " + code();
    };
  }

  private String code() {
    return String.format(Locale.ROOT, "0x%02x", typeCode);
  }

  /** A sanitised line for logs. */
  @Override
  public String toString() {
    return RemoteText.clean(typeName() + (target.isEmpty() ? "" : " " + target))
        + " on "
        + device
        + " for "
        + RemoteText.clean(client);
  }
}

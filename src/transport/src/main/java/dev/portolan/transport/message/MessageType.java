package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/** The types of messages: the first bytes of a stream, or the answer to them. */
public enum MessageType {
  /** The request was granted. The payload is a PTY's session id, otherwise usually empty. */
  OK(0x01),
  /** The request was refused. The payload is the reason as UTF-8 text. */
  ERROR(0x02),
  /** The peer is asked to reconnect elsewhere. No payload. */
  GO_AWAY(0x03),
  /** Connect to a TCP service: {@code host:port}. */
  TCP_TUNNEL(0x10),
  /** Exchange datagrams with a UDP service: {@code suggested-source-port:host:port}. */
  UDP_TUNNEL(0x11),
  /** Start a terminal: a JSON {@link PtyCommand} with its initial size. */
  PTY(0x12),
  /** Change a terminal: a JSON {@link PtyCommand} that names its session. */
  PTY_COMMAND(0x13),
  /** Reload the configuration. No payload. */
  RELOAD(0x14),
  /** Transfer a file or folder: JSON. */
  FILE(0x20),
  /** Watch the presence of devices: a {@link PresenceWatch}. Our own extension. */
  WATCH(0x70),
  /** Changes of presence: a {@link PresenceNews}. Our own extension. */
  PRESENCE(0x71);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The type with that code, or null. */
  public static @Nullable MessageType ofCode(int code) {
    for (MessageType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** The name for the middle of a sentence. */
  public String words() {
    return switch (this) {
      case OK -> "an OK";
      case ERROR -> "an error";
      case GO_AWAY -> "a request to go away";
      case TCP_TUNNEL -> "a TCP tunnel";
      case UDP_TUNNEL -> "a UDP tunnel";
      case PTY -> "a terminal";
      case PTY_COMMAND -> "a terminal command";
      case RELOAD -> "a reload";
      case FILE -> "a file transfer";
      case WATCH -> "a watch of devices";
      case PRESENCE -> "news of devices";
    };
  }
}

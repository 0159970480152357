package dev.portolan.transport.message;

import org.jspecify.annotations.Nullable;

/** The kinds of message that may be the first bytes of a stream, or the answer to them. */
public enum MessageType {
  /** The request was granted; a PTY's session id, otherwise usually empty. */
  OK(0x01),
  /** The request was refused; the reason as UTF-8 text. */
  ERROR(0x02),
  /** The edge wants its peer to reconnect elsewhere; empty. */
  GO_AWAY(0x03),
  /** Connect to a TCP service; {@code host:port}. */
  TCP_TUNNEL(0x10),
  /** Exchange datagrams with a UDP service; {@code suggested-source-port:host:port}. */
  UDP_TUNNEL(0x11),
  /** Start a terminal; a JSON {@link PtyCommand} with its first size. */
  PTY(0x12),
  /** Change a terminal; a JSON {@link PtyCommand} that names its session. */
  PTY_COMMAND(0x13),
  /** Read the configuration again; empty. */
  RELOAD(0x14),
  /** Transfer a file or folder; JSON. */
  FILE(0x20),
  /** Tell an edge which devices to tell of; a {@link PresenceWatch}. Between our own ends only. */
  WATCH(0x70),
  /** Devices that came or went; a {@link PresenceNews}. Between our own ends only. */
  PRESENCE(0x71);

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The type with that byte, or null where no type has it. */
  public static @Nullable MessageType ofCode(int code) {
    for (MessageType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    return null;
  }

  /** What a person calls it, for the middle of a sentence. */
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

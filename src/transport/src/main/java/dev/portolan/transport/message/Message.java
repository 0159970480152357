package dev.portolan.transport.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message: a type and its payload.
 *
 * <p>On the wire: type (1 byte), payload length (2 bytes, big-endian), payload. Unknown types are
 * allowed, so that the receiver can refuse them by name.
 */
public final class Message {
  /** The largest payload, in bytes. */
  public static final int MAX_PAYLOAD = 65_535;

  /** The size of type and length, in bytes. */
  static final int HEADER_BYTES = 3;

  private static final byte[] EMPTY = {};

  private final int typeCode;
  private final byte[] payload;

  private Message(int typeCode, byte[] payload) {
    if (typeCode < 0 || typeCode > 0xff) {
      throw new IllegalArgumentException("a message type is one byte, not " + typeCode);
    }
    if (payload.length > MAX_PAYLOAD) {
      throw new IllegalArgumentException(
          "a message carries at most " + MAX_PAYLOAD + " bytes, not " + payload.length);
    }
    this.typeCode = typeCode;
    this.payload = payload;
  }

  /**
   * A message of any type.
   *
   * @throws IllegalArgumentException if the payload is over {@value #MAX_PAYLOAD} bytes
   */
  public static Message of(int code, byte[] payload) {
    return new Message(code, payload.clone());
  }

  /**
   * A message of a known type.
   *
   * @throws IllegalArgumentException if the payload is over {@value #MAX_PAYLOAD} bytes
   */
  public static Message of(MessageType type, byte[] payload) {
    return of(type.code(), payload);
  }

  /** An OK without payload. */
  public static Message ok() {
    return new Message(MessageType.OK.code(), EMPTY);
  }

  /** An OK with a text, such as a session id. */
  public static Message ok(String text) {
    return ofText(MessageType.OK, text);
  }

  /** An error. A reason that does not fit one message is truncated. */
  public static Message error(String reason) {
    byte[] bytes = reason.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > MAX_PAYLOAD) {
      int end = MAX_PAYLOAD;
      while ((bytes[end] & 0xc0) == 0x80) { // not within a character
        end--;
      }
      bytes = Arrays.copyOf(bytes, end);
    }
    return new Message(MessageType.ERROR.code(), bytes);
  }

  /** A request to reconnect elsewhere. */
  public static Message goAway() {
    return new Message(MessageType.GO_AWAY.code(), EMPTY);
  }

  /** A request to reload the configuration. */
  public static Message reload() {
    return new Message(MessageType.RELOAD.code(), EMPTY);
  }

  /** A request to connect to a TCP service of the device. */
  public static Message tcpTunnel(HostPort target) {
    return ofText(MessageType.TCP_TUNNEL, target.toString());
  }

  /**
   * A request to exchange datagrams with a UDP service of the device.
   *
   * @param suggestedSourcePort the port that the device should send from, if it is free there
   */
  public static Message udpTunnel(int suggestedSourcePort, HostPort target) {
    return new UdpTunnelRequest(suggestedSourcePort, target).toMessage();
  }

  /** A request to start a terminal. */
  public static Message pty(PtyCommand command) {
    return ofText(MessageType.PTY, command.toJson());
  }

  /** A request to change a terminal. */
  public static Message ptyCommand(PtyCommand command) {
    return ofText(MessageType.PTY_COMMAND, command.toJson());
  }

  static Message ofText(MessageType type, String text) {
    return new Message(type.code(), text.getBytes(StandardCharsets.UTF_8));
  }

  /** The type's byte, 0 to 255. */
  public int typeCode() {
    return typeCode;
  }

  /** The type, or null if it is unknown. */
  public @Nullable MessageType type() {
    return MessageType.ofCode(typeCode);
  }

  /** A copy of the payload. */
  public byte[] payload() {
    return payload.clone();
  }

  /** The payload decoded as UTF-8, with replacement characters. Otherwise unchecked. */
  public String text() {
    return new String(payload, StandardCharsets.UTF_8);
  }

  /** Reads one message. Returns null, and reads nothing, while it is incomplete. */
  public static @Nullable Message read(ByteBuf in) {
    if (in.readableBytes() < HEADER_BYTES) {
      return null;
    }
    int length = in.getUnsignedShort(in.readerIndex() + 1);
    if (in.readableBytes() < HEADER_BYTES + length) {
      return null;
    }
    int code = in.readUnsignedByte();
    in.skipBytes(2);
    byte[] payload = new byte[length];
    in.readBytes(payload);
    return new Message(code, payload);
  }

  /** Encodes the message into a new buffer, which the caller owns. */
  public ByteBuf encode(ByteBufAllocator allocator) {
    return allocator
        .buffer(HEADER_BYTES + payload.length)
        .writeByte(typeCode)
        .writeShort(payload.length)
        .writeBytes(payload);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Message message
        && typeCode == message.typeCode
        && Arrays.equals(payload, message.payload);
  }

  @Override
  public int hashCode() {
    return 31 * typeCode + Arrays.hashCode(payload);
  }

  /** Type and size, never the payload. */
  @Override
  public String toString() {
    MessageType type = type();
    String name = type == null ? String.format("0x%02x", typeCode) : type.name();
    return "Message[" + name + ", " + payload.length + " bytes]";
  }
}

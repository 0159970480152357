package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A frame on the wire, encoded and decoded without the code under test. */
@SuppressWarnings("ArrayRecordComponent") // frames are printed and sent, never compared
record Frame(int version, int command, int streamId, byte[] payload) {

  static Frame syn(int streamId) {
    return new Frame(2, 0, streamId, new byte[0]);
  }

  static Frame fin(int streamId) {
    return new Frame(2, 1, streamId, new byte[0]);
  }

  static Frame psh(int streamId, String text) {
    return psh(streamId, text.getBytes(StandardCharsets.UTF_8));
  }

  static Frame psh(int streamId, byte[] payload) {
    return new Frame(2, 2, streamId, payload);
  }

  static Frame nop() {
    return new Frame(2, 3, 0, new byte[0]);
  }

  static Frame upd(int streamId, int consumed, int window) {
    ByteBuffer payload = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    return new Frame(2, 4, streamId, payload.putInt(consumed).putInt(window).array());
  }

  /** A reset, which is an update with an impossible window. */
  static Frame rst(int streamId, int consumed, int cause) {
    return upd(streamId, consumed, 0x8000_0000 | cause);
  }

  Frame inVersion(int other) {
    return new Frame(other, command, streamId, payload);
  }

  int consumed() {
    return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(0);
  }

  int window() {
    return ByteBuffer.wrap(payload).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(8 + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put((byte) version)
        .put((byte) command)
        .putShort((short) payload.length)
        .putInt(streamId)
        .put(payload)
        .array();
  }

  static ByteBuf wire(Frame... frames) {
    ByteBuf all = Unpooled.buffer();
    for (Frame frame : frames) {
      all.writeBytes(frame.bytes());
    }
    return all;
  }

  /** Reads all frames of a buffer, which must end with the last one, and releases it. */
  static List<Frame> parse(ByteBuf bytes) {
    List<Frame> frames = new ArrayList<>();
    try {
      while (bytes.isReadable()) {
        int version = bytes.readUnsignedByte();
        int command = bytes.readUnsignedByte();
        byte[] payload = new byte[bytes.readUnsignedShortLE()];
        int streamId = bytes.readIntLE();
        bytes.readBytes(payload);
        frames.add(new Frame(version, command, streamId, payload));
      }
    } finally {
      bytes.release();
    }
    return frames;
  }

  /**
   * The kind, the stream and, for data, the size: {@code PSH 3 5}; for updates both numbers; for a
   * reset what was consumed and the cause.
   */
  @Override
  public String toString() {
    return switch (command) {
      case 0 -> "SYN " + Integer.toUnsignedString(streamId);
      case 1 -> "FIN " + Integer.toUnsignedString(streamId);
      case 2 -> "PSH " + Integer.toUnsignedString(streamId) + " " + payload.length;
      case 3 -> "NOP";
      case 4 ->
          (window() < 0 ? "RST " : "UPD ")
              + Integer.toUnsignedString(streamId)
              + " "
              + consumed()
              + " "
              + (window() & Integer.MAX_VALUE);
      default -> "? " + command;
    };
  }
}

package dev.portolan.edge;

import dev.portolan.transport.message.Message;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The messages of verified transfers, byte by byte. */
final class FileFrames {
  static final int OK = 0x01;
  static final int ERROR = 0x02;
  static final int DATA = 0x21;
  static final int POSITION = 0x22;
  static final int START = 0x23;
  static final int BUSY = 0x24;
  static final int LEFT_OUT = 0x25;

  private FileFrames() {}

  static byte[] frame(int type, byte[] payload) {
    return ByteBuffer.allocate(3 + payload.length)
        .put((byte) type)
        .putShort((short) payload.length)
        .put(payload)
        .array();
  }

  static byte[] position(long offset) {
    return frame(POSITION, ByteBuffer.allocate(8).putLong(offset).array());
  }

  static byte[] start(long size, long offset) {
    return frame(START, start(size, offset, new byte[0]));
  }

  static byte[] start(long size, long offset, byte[] sum) {
    return ByteBuffer.allocate(16 + sum.length).putLong(size).putLong(offset).put(sum).array();
  }

  /** A compressed archive in pieces. */
  static List<byte[]> data(byte[] archive) {
    List<byte[]> pieces = new ArrayList<>();
    ByteBuffer left = ByteBuffer.wrap(archive);
    while (left.hasRemaining()) {
      byte[] piece = new byte[Math.min(left.remaining(), 60_000)];
      left.get(piece);
      pieces.add(frame(DATA, piece));
    }
    return pieces;
  }

  /** All complete messages but those that say nothing. */
  static List<Message> messages(byte[] bytes) {
    List<Message> messages = new ArrayList<>();
    ByteBuf left = Unpooled.wrappedBuffer(bytes);
    for (Message next = Message.read(left); next != null; next = Message.read(left)) {
      if (next.typeCode() != BUSY) {
        messages.add(next);
      }
    }
    return messages;
  }
}

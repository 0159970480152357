package dev.portolan.smux;

/**
 * The frame header as one little-endian 64-bit number: version in the lowest byte, then command,
 * payload length (16 bits) and stream id (32 bits).
 */
final class SmuxFrame {
  static final int SYN = 0;
  static final int FIN = 1;
  static final int PSH = 2;
  static final int NOP = 3;
  static final int UPD = 4;

  static final int HEADER_BYTES = Long.BYTES;

  /** Payload of an UPD: bytes consumed and window, 32 bits each. */
  static final int UPDATE_BYTES = Long.BYTES;

  /** An UPD with this bit set in its window is a reset. The lower bits are the cause. */
  static final int RESET_WINDOW = 0x8000_0000;

  static final int MAX_PAYLOAD_BYTES = 0xFFFF;

  private SmuxFrame() {}

  static long header(int version, int command, int length, int streamId) {
    return version | ((long) command << 8) | ((long) length << 16) | ((long) streamId << 32);
  }

  static int version(long header) {
    return (int) header & 0xFF;
  }

  static int command(long header) {
    return ((int) header >>> 8) & 0xFF;
  }

  static int length(long header) {
    return (int) header >>> 16;
  }

  static int streamId(long header) {
    return (int) (header >>> 32);
  }
}

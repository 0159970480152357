package dev.portolan.smux;

import io.netty.buffer.ByteBuf;

/** An endless pseudo-random sequence of bytes. */
final class Noise {
  private long state;

  Noise(long seed) {
    state = seed;
  }

  private byte next() {
    state = state * 6364136223846793005L + 1442695040888963407L;
    return (byte) (state >>> 56);
  }

  void writeTo(ByteBuf out, int length) {
    for (int i = 0; i < length; i++) {
      out.writeByte(next());
    }
  }

  /** Whether the rest of a buffer is the next part of the sequence. */
  boolean matches(ByteBuf in) {
    while (in.isReadable()) {
      if (in.readByte() != next()) {
        return false;
      }
    }
    return true;
  }
}

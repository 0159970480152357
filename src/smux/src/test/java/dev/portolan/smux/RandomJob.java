package dev.portolan.smux;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Random;

/**
 * What one stream carries.
 *
 * @param manner how the opener ends it
 * @param seed of the bytes in both directions
 * @param up bytes from the opener
 * @param down bytes to the opener
 */
record RandomJob(Manner manner, long seed, int up, int down) {
  static final int HEADER_BYTES = 17;

  /** The first byte from the acceptor. */
  static final byte ANSWER = 1;

  enum Manner {
    /** Both sides send everything, half-close, and read to the other's end. */
    WHOLE,
    /** The opener closes when its data is written and it got the answer. No byte may be lost. */
    CUT,
    /** The opener closes while it is receiving. */
    HALF_READ,
    /** The opener closes at once. Any part of the data may arrive. */
    ABANDONED
  }

  static RandomJob draw(Random random) {
    int number = random.nextInt(16);
    Manner manner = number == 0 ? Manner.ABANDONED : Manner.values()[number % 3];
    return new RandomJob(manner, random.nextLong(), size(random), size(random));
  }

  private static int size(Random random) {
    return switch (random.nextInt(24)) {
      case 0 -> 0;
      case 1 -> random.nextInt(500_000);
      default -> random.nextInt(5_000);
    };
  }

  void writeTo(ByteBuf out) {
    out.writeByte(List.of(Manner.values()).indexOf(manner))
        .writeLong(seed)
        .writeInt(up)
        .writeInt(down);
  }

  static RandomJob read(ByteBuf in) {
    return new RandomJob(Manner.values()[in.readByte()], in.readLong(), in.readInt(), in.readInt());
  }
}

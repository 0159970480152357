package dev.portolan.interop.mux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The job that a stream's opener sends to its acceptor.
 *
 * @param mode the mode of README.md
 * @param seed of the bytes
 * @param up bytes from the opener
 * @param down bytes from the acceptor
 */
record Job(Mode mode, long seed, int up, int down) {
  static final int LENGTH = 17;

  /** The acceptor's first byte. */
  static final byte ACCEPTED = 1;

  /** The modes of README.md with their numbers. */
  enum Mode {
    SINK(1),
    SOURCE(2),
    ECHO(3),
    CUT(4),
    HALF_READ(5),
    HALF_CLOSE(6);

    private final int number;

    Mode(int number) {
      this.number = number;
    }

    private static Mode of(int number) throws IOException {
      return Arrays.stream(values())
          .filter(mode -> mode.number == number)
          .findFirst()
          .orElseThrow(() -> new IOException("unknown mode " + number));
    }
  }

  /** A random job: most are small, a few as large as allowed. */
  static Job draw(RandomGenerator random, int largest, boolean halfClose) {
    Mode[] modes = Mode.values();
    Mode mode = modes[random.nextInt(halfClose ? modes.length : modes.length - 1)];
    return new Job(mode, random.nextLong(), size(random, largest), size(random, largest));
  }

  private static int size(RandomGenerator random, int largest) {
    int bound = random.nextInt(16) == 0 ? largest : Math.min(4096, largest);
    return random.nextInt(bound + 1);
  }

  /** Parses the first bytes of a stream. */
  static Job read(BlockingStream stream) throws IOException {
    ByteBuffer line = ByteBuffer.wrap(stream.read(LENGTH));
    return new Job(Mode.of(line.get()), line.getLong(), line.getInt(), line.getInt());
  }

  byte[] toBytes() {
    return ByteBuffer.allocate(LENGTH)
        .put((byte) mode.number)
        .putLong(seed)
        .putInt(up)
        .putInt(down)
        .array();
  }

  /** The bytes sent by the opener in total. */
  byte[] upBytes() {
    return Noise.of(seed, mode == Mode.CUT ? up / 2 : up);
  }

  /** The acceptor's reply to sink and half-close: count and checksum. */
  byte[] reply() {
    byte[] bytes = Noise.of(seed, up);
    return ByteBuffer.allocate(8).putInt(up).putInt((int) Noise.sum(bytes)).array();
  }
}

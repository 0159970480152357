package dev.portolan.interop.mux;

import java.util.zip.CRC32;

/** The endless byte sequence of a seed: SplitMix64, eight bytes at a time, low byte first. */
final class Noise {
  private long state;
  private long word;
  private int left;

  Noise(long seed) {
    state = seed;
  }

  /** The first bytes of a seed's noise. */
  static byte[] of(long seed, int count) {
    return new Noise(seed).next(count);
  }

  /** The CRC-32 of bytes, as an unsigned number. */
  static long sum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  /** The next bytes. */
  byte[] next(int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      if (left == 0) {
        word = nextWord();
        left = Long.BYTES;
      }
      bytes[i] = (byte) word;
      word >>>= Byte.SIZE;
      left--;
    }
    return bytes;
  }

  private long nextWord() {
    state += 0x9e3779b97f4a7c15L;
    long z = state;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}

package dev.portolan.bench.start;

/** A summary of a screen's pixels: its colours and a hash. */
final class Picture {
  /** The number of colours that indicates anti-aliased text. */
  private static final int COLOURS_OF_TEXT = 16;

  private final int[] colours = new int[COLOURS_OF_TEXT];
  private int count;
  private int last = -1;
  private long sum;

  void add(int colour) {
    sum = sum * 31 + colour;
    if (colour == last || count == COLOURS_OF_TEXT) {
      return;
    }
    last = colour;
    for (int i = 0; i < count; i++) {
      if (colours[i] == colour) {
        return;
      }
    }
    colours[count++] = colour;
  }

  /** Whether the screen is blank. */
  boolean isPlain() {
    return count <= 1;
  }

  /** Whether there is text. */
  boolean hasText() {
    return count == COLOURS_OF_TEXT;
  }

  /** A hash of the pixels. */
  long fingerprint() {
    return sum;
  }
}

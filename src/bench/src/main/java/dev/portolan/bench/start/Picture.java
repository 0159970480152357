package dev.portolan.bench.start;

/**
 * What there is to know about a screen full of pixels: how many colours, and which screen it is.
 */
final class Picture {
  /** So many colours come with letters whose edges are smooth, and not with plain areas. */
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

  /** Whether there is anything on it. */
  boolean isPlain() {
    return count <= 1;
  }

  /** Whether there is something to read. */
  boolean hasText() {
    return count == COLOURS_OF_TEXT;
  }

  /** Two of the same pixels have the same. */
  long fingerprint() {
    return sum;
  }
}

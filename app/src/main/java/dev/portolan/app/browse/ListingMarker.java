package dev.portolan.app.browse;

import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * A random word that begins and ends an answer among everything else that a terminal shows.
 *
 * <p>The command gets it in two halves, so that no echo of the command holds the whole.
 *
 * @param first the first half
 * @param second the other one
 */
record ListingMarker(String first, String second) {
  private static final SecureRandom RANDOM = new SecureRandom();

  static ListingMarker random() {
    return new ListingMarker(half(), half());
  }

  private static String half() {
    byte[] bytes = new byte[4];
    RANDOM.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** The whole. */
  String word() {
    return first + second;
  }
}

package dev.portolan.edge.ca;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * The promise of a certificate to one device.
 *
 * @param device the name that will be in its certificate
 * @param until when the promise ends
 */
record Invitation(String device, Instant until) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException with half a sentence
   */
  Invitation {
    if (!NAME.matcher(device).matches()) {
      throw new IllegalArgumentException(
          "the name of a device has up to 63 letters, digits and . _ -, and begins with a letter"
              + " or digit");
    }
  }
}

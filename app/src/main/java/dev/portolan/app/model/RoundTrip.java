package dev.portolan.app.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * How long it takes to a device and back, through its edge.
 *
 * @param time for both directions
 * @param measured when
 */
public record RoundTrip(Duration time, Instant measured) {
  public RoundTrip {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(measured, "measured");
    if (time.isNegative()) {
      throw new IllegalArgumentException("A round trip takes time");
    }
  }
}

package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;

/**
 * An event in the activity list.
 *
 * @param at time of the event
 * @param subject the device or edge concerned; empty for the console itself
 * @param level severity
 * @param text one plain sentence
 */
public record ActivityEntry(Instant at, String subject, Level level, String text) {
  public ActivityEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(level, "level");
    if (text.isBlank()) {
      throw new IllegalArgumentException("An activity entry needs a text");
    }
  }
}

package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;

/**
 * One thing that happened.
 *
 * @param at when
 * @param subject the device or edge it happened to; empty for the console itself
 * @param level how much it matters
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

package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;

/**
 * An event in the activity list, or a note of the user's.
 *
 * @param at time of the event
 * @param about what it is about
 * @param kind who wrote it
 * @param level severity
 * @param text one plain sentence
 */
public record ActivityEntry(
    Instant at, ActivitySubject about, Kind kind, Level level, String text) {
  public ActivityEntry {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(about, "about");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(level, "level");
    if (text.isBlank()) {
      throw new IllegalArgumentException("An activity entry needs a text");
    }
  }

  /** The name of the device or edge concerned; empty for the console itself. */
  public String subject() {
    return about.name();
  }

  /** Who wrote an entry. */
  public enum Kind {
    /** The console, about something that has happened. */
    EVENT,
    /** The user. */
    NOTE
  }
}

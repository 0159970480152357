package dev.portolan.app.session;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The note between two shells: how the previous one ended, and when the next one started.
 * Externally synchronised.
 */
final class ShellGap {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Clock clock;
  private @Nullable String end;

  ShellGap(Clock clock) {
    this.clock = clock;
  }

  /** The shell has ended normally. */
  void ended(Instant at) {
    end = "session ended " + time(at);
  }

  /** The shell was lost with its device. */
  void deviceLost(Instant at) {
    end = "device lost " + time(at);
  }

  /** The shell was lost with the connection. */
  void linkLost(Instant at) {
    end = "link lost " + time(at);
  }

  /** The note for a shell that starts now; null for the first. */
  @Nullable String note() {
    return end == null ? null : end + " \u00b7 new shell " + time(clock.instant());
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(clock.getZone()));
  }
}

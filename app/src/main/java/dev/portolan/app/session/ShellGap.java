package dev.portolan.app.session;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What is written between the text of one shell and the next: how the one went, and when the other
 * came. Its owner sees to one at a time.
 */
final class ShellGap {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  private final Clock clock;
  private @Nullable String end;

  ShellGap(Clock clock) {
    this.clock = clock;
  }

  /** The shell ended as shells do. */
  void ended(Instant at) {
    end = "session ended " + time(at);
  }

  /** It was lost with its device. */
  void deviceLost(Instant at) {
    end = "device lost " + time(at);
  }

  /** It was lost with the way to the device. */
  void linkLost(Instant at) {
    end = "link lost " + time(at);
  }

  /** The words for a shell that comes now; null if it is the first. */
  @Nullable String note() {
    return end == null ? null : end + " \u00b7 new shell " + time(clock.instant());
  }

  private String time(Instant instant) {
    return TIME.format(instant.atZone(clock.getZone()));
  }
}

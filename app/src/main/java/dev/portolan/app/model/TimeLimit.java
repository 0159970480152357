package dev.portolan.app.model;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How long a tunnel stays on after it was switched on. */
public enum TimeLimit {
  NONE(null),
  MINUTES_15(Duration.ofMinutes(15)),
  HOUR(Duration.ofHours(1)),
  HOURS_8(Duration.ofHours(8)),
  /** It does not come back with the next start, unless it always does. */
  QUIT(null);

  private final @Nullable Duration duration;

  TimeLimit(@Nullable Duration duration) {
    this.duration = duration;
  }

  /** The time, if it is one. */
  public Optional<Duration> duration() {
    return Optional.ofNullable(duration);
  }
}

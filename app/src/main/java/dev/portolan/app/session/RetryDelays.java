package dev.portolan.app.session;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long to wait before attempt after attempt: anything up to 1 s, then up to twice as much each
 * time, up to 60 s.
 */
final class RetryDelays {
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final int DOUBLINGS = 6;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final RandomGenerator random;

  RetryDelays(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after {@code attempt} attempts have failed, from 1. */
  Duration after(int attempt) {
    long most = FIRST.toMillis() << Math.clamp(attempt - 1, 0, DOUBLINGS);
    return Duration.ofMillis(random.nextLong(1, Math.min(most, LONGEST.toMillis()) + 1));
  }
}

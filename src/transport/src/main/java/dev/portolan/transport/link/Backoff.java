package dev.portolan.transport.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * An exponential back-off with full jitter: a random delay up to a bound that doubles with repeated
 * failures, so that clients that lost the same edge do not reconnect in step.
 *
 * @param least the minimum delay
 * @param first the first bound
 * @param most the last bound
 * @param tries the number of attempts with one bound before it doubles
 * @param healthyAfter how long a connection must have been up to reset the bound
 * @param random the source of the jitter
 */
public record Backoff(
    Duration least,
    Duration first,
    Duration most,
    int tries,
    Duration healthyAfter,
    RandomGenerator random) {
  private static final Duration LEAST = Duration.ofMillis(100);

  /** The usual {@link #healthyAfter}. */
  static final Duration HEALTHY_AFTER = Duration.ofSeconds(60);

  /** Checks that the bounds grow. */
  public Backoff {
    if (least.isNegative()
        || first.compareTo(least) < 0
        || most.compareTo(first) < 0
        || tries < 1
        || healthyAfter.isNegative()) {
      throw new IllegalArgumentException(
          "the bounds of a back-off grow: " + least + ", " + first + ", " + most);
    }
  }

  /** At least 100 ms, with a bound that doubles on each failure. */
  public Backoff(Duration first, Duration most, Duration healthyAfter, RandomGenerator random) {
    this(LEAST, first, most, 1, healthyAfter, random);
  }

  /** From 1 to 60 seconds, reset after 60 healthy seconds. */
  public static Backoff standard() {
    return standard(() -> ThreadLocalRandom.current().nextLong());
  }

  /** The same with another source of jitter. */
  public static Backoff standard(RandomGenerator random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), HEALTHY_AFTER, random);
  }

  /**
   * The delay before the next attempt.
   *
   * @param failures the failures in a row, at least 1
   */
  public Duration delay(int failures) {
    int doublings = Math.clamp((failures - 1L) / tries, 0, 20);
    long bound = Math.min(most.toMillis(), first.toMillis() << doublings);
    return between(least.toMillis(), bound);
  }

  /** A short delay after an attempt that took longer than {@link #delay} by itself. */
  Duration pause() {
    return between(least.toMillis(), Math.min(2 * least.toMillis(), first.toMillis()));
  }

  private Duration between(long least, long bound) {
    return Duration.ofMillis(least + random.nextLong(bound - least + 1));
  }
}

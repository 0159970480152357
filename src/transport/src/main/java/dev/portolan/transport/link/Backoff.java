package dev.portolan.transport.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: a random time up to a bound that doubles as failures go on, so
 * that many who lost the same edge do not come back in step.
 *
 * @param least the shortest time
 * @param first the bound before the second attempt
 * @param most the bound that is not passed
 * @param tries how many attempts are made before the bound doubles
 * @param healthyAfter how long a connection must have held for the count to start again
 * @param random what the waiting time is drawn from
 */
public record Backoff(
    Duration least,
    Duration first,
    Duration most,
    int tries,
    Duration healthyAfter,
    RandomGenerator random) {
  private static final Duration LEAST = Duration.ofMillis(100);

  /** After this a connection counts as healthy. */
  static final Duration HEALTHY_AFTER = Duration.ofSeconds(60);

  /** Checks the order of the bounds. */
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

  /** At least 100 ms, and a bound that doubles with each failure. */
  public Backoff(Duration first, Duration most, Duration healthyAfter, RandomGenerator random) {
    this(LEAST, first, most, 1, healthyAfter, random);
  }

  /** From 1 second to 60, and back to 1 after 60 healthy seconds. */
  public static Backoff standard() {
    return standard(() -> ThreadLocalRandom.current().nextLong());
  }

  /** The same with another source of chance. */
  public static Backoff standard(RandomGenerator random) {
    return new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60), HEALTHY_AFTER, random);
  }

  /**
   * The time to wait after some failures in a row.
   *
   * @param failures at least 1
   */
  public Duration delay(int failures) {
    int doublings = Math.clamp((failures - 1L) / tries, 0, 20);
    long bound = Math.min(most.toMillis(), first.toMillis() << doublings);
    return between(least.toMillis(), bound);
  }

  /** The time to wait after an attempt that itself took at least as long as any wait. */
  Duration pause() {
    return between(least.toMillis(), Math.min(2 * least.toMillis(), first.toMillis()));
  }

  private Duration between(long least, long bound) {
    return Duration.ofMillis(least + random.nextLong(bound - least + 1));
  }
}

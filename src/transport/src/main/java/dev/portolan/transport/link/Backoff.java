package dev.portolan.transport.link;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How long to wait between attempts: a random time up to a bound that doubles with each failure, so
 * that many who lost the same edge do not come back in step.
 *
 * @param first the bound before the second attempt
 * @param most the bound that is not passed
 * @param healthyAfter how long a connection must have held for the count to start again
 * @param random what the waiting time is drawn from
 */
public record Backoff(
    Duration first, Duration most, Duration healthyAfter, RandomGenerator random) {
  private static final Duration LEAST = Duration.ofMillis(100);

  /** Checks the order of the bounds. */
  public Backoff {
    if (first.compareTo(LEAST) < 0 || most.compareTo(first) < 0 || healthyAfter.isNegative()) {
      throw new IllegalArgumentException(
          "a back-off grows from at least 100 ms: " + first + ", " + most);
    }
  }

  /** From 1 second to 60, and back to 1 after 60 healthy seconds. */
  public static Backoff standard() {
    return standard(() -> ThreadLocalRandom.current().nextLong());
  }

  /** The same with another source of chance. */
  public static Backoff standard(RandomGenerator random) {
    return new Backoff(
        Duration.ofSeconds(1), Duration.ofSeconds(60), Duration.ofSeconds(60), random);
  }

  /**
   * The time to wait after some failures in a row.
   *
   * @param failures at least 1
   */
  public Duration delay(int failures) {
    int doublings = Math.clamp(failures - 1L, 0, 30);
    long bound = Math.min(most.toMillis(), first.toMillis() << doublings);
    return Duration.ofMillis(Math.max(LEAST.toMillis(), random.nextLong(bound + 1)));
  }
}

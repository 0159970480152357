package dev.portolan.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * The delay before following a GoAway.
 *
 * <p>It is random, so that the devices of an edge that shuts down do not all reconnect at once
 * (jitter). After several GoAways in a short time it is longer, to avoid a loop (back-off).
 */
final class GoAwayPace {

  private static final int BURST = 3;
  private static final Duration WINDOW = Duration.ofSeconds(60);

  private final Duration jitter;
  private final Duration backOff;
  private final RandomGenerator random;
  private final Queue<Long> recent = new ArrayDeque<>();

  GoAwayPace(Duration jitter, Duration backOff, RandomGenerator random) {
    this.jitter = jitter;
    this.backOff = backOff;
    this.random = random;
  }

  /**
   * Records a GoAway and returns the delay.
   *
   * @param nanoTime now, on the clock of {@link System#nanoTime()}
   */
  Duration next(long nanoTime) {
    recent.add(nanoTime);
    while (nanoTime - recent.element() > WINDOW.toNanos()) {
      recent.remove();
    }
    return recent.size() < BURST ? upTo(jitter) : backOff.plus(upTo(backOff));
  }

  private Duration upTo(Duration most) {
    return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
  }
}

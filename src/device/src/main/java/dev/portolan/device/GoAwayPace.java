package dev.portolan.device;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * How long to wait before following a request to go away.
 *
 * <p>A random while, so that the devices of an edge that stops do not all come to the next one at
 * once; and a long one when such requests come so thick that following each would be a loop.
 */
final class GoAwayPace {

  private static final int THICK = 3;
  private static final Duration WINDOW = Duration.ofSeconds(60);
  private static final Duration BACK_OFF = Duration.ofSeconds(30);

  private final Duration jitter;
  private final RandomGenerator random;
  private final Queue<Long> recent = new ArrayDeque<>();

  GoAwayPace(Duration jitter, RandomGenerator random) {
    this.jitter = jitter;
    this.random = random;
  }

  /**
   * Takes note of one request.
   *
   * @param nanoTime now, on the clock of {@link System#nanoTime()}
   */
  Duration next(long nanoTime) {
    recent.add(nanoTime);
    while (nanoTime - recent.element() > WINDOW.toNanos()) {
      recent.remove();
    }
    long wait = jitter.isZero() ? 0 : random.nextLong(jitter.toNanos() + 1);
    return recent.size() < THICK
        ? Duration.ofNanos(wait)
        : BACK_OFF.plusNanos(random.nextLong(BACK_OFF.toNanos() + 1));
  }
}

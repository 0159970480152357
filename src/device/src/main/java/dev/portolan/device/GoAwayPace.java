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
   * Takes note of one request.
   *
   * @param nanoTime now, on the clock of {@link System#nanoTime()}
   */
  Duration next(long nanoTime) {
    recent.add(nanoTime);
    while (nanoTime - recent.element() > WINDOW.toNanos()) {
      recent.remove();
    }
    return recent.size() < THICK ? upTo(jitter) : backOff.plus(upTo(backOff));
  }

  private Duration upTo(Duration most) {
    return Duration.ofNanos(random.nextLong(most.toNanos() + 1));
  }
}

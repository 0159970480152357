package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * The shortest round trip seen on a connection. A sample can be too long, when something else was
 * in its way, but never too short.
 */
final class RoundTrip {
  /**
   * From here on a line is long. On a shorter one half the first window in each round trip is more
   * than 50 MB/s, so that streams are granted more for their speed alone.
   */
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private long shortest = Long.MAX_VALUE;

  void sample(long nanos) {
    shortest = Math.min(shortest, Math.max(1, nanos));
  }

  /** Whether the line is known to be long. */
  boolean isLong() {
    return shortest >= LONG_NANOS && shortest < Long.MAX_VALUE;
  }

  /** In nanoseconds; {@link Long#MAX_VALUE} as long as nothing was measured. */
  long nanos() {
    return shortest;
  }
}

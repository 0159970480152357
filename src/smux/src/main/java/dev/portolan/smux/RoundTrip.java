package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * The shortest round trip seen on a connection of late. Every sample is too long rather than too
 * short, so the least is the best; it is forgotten after a minute because lines change.
 */
final class RoundTrip {
  private static final long VALID_NANOS = TimeUnit.SECONDS.toNanos(60);

  private long shortest = Long.MAX_VALUE;
  private long takenAt;

  void sample(long nanos, long now) {
    if (nanos <= shortest || now - takenAt > VALID_NANOS) {
      shortest = Math.max(1, nanos);
      takenAt = now;
    }
  }

  /** In nanoseconds; {@link Long#MAX_VALUE} as long as nothing was measured. */
  long nanos() {
    return shortest;
  }
}

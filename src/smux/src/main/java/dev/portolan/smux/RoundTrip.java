package dev.portolan.smux;

/**
 * The shortest round trip seen on a connection. A sample can be too long, when something else was
 * in its way, but never too short.
 */
final class RoundTrip {
  private long shortest = Long.MAX_VALUE;

  void sample(long nanos) {
    shortest = Math.min(shortest, Math.max(1, nanos));
  }

  /** In nanoseconds; {@link Long#MAX_VALUE} as long as nothing was measured. */
  long nanos() {
    return shortest;
  }
}

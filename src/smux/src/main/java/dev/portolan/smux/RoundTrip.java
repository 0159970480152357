package dev.portolan.smux;

import java.util.concurrent.TimeUnit;

/**
 * The shortest round trip measured on a connection. Queueing can make a sample too long, but never
 * too short.
 */
final class RoundTrip {
  /**
   * The threshold for high latency. Below it, half the initial window per round trip is more than
   * 50 MB/s; larger windows are then granted for throughput alone.
   */
  private static final long HIGH_LATENCY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private long shortest = Long.MAX_VALUE;

  void sample(long nanos) {
    shortest = Math.min(shortest, Math.max(1, nanos));
  }

  /** Whether the connection is known to have a long round trip. */
  boolean isHighLatency() {
    return shortest >= HIGH_LATENCY_NANOS && shortest < Long.MAX_VALUE;
  }

  /** In nanoseconds, {@link Long#MAX_VALUE} before the first sample. */
  long nanos() {
    return shortest;
  }
}

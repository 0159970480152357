package dev.portolan.smux;

import java.time.Duration;

/** Counts events of a kind that an honest peer causes rarely, within periods of a fixed length. */
final class EventRate {
  private final int limit;
  private final long period;
  private long start;
  private int count;

  EventRate(int limit, Duration period) {
    this.limit = limit;
    this.period = period.toNanos();
  }

  /** Counts one event; true if that is more than the limit within the period. */
  boolean exceededBy(long now) {
    if (count == 0 || now - start >= period) {
      start = now;
      count = 0;
    }
    count++;
    return count > limit;
  }
}

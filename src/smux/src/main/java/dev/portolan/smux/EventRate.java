package dev.portolan.smux;

import java.time.Duration;

/** A limit on events within fixed periods. */
final class EventRate {
  private final int limit;
  private final long period;
  private long start;
  private int count;

  EventRate(int limit, Duration period) {
    this.limit = limit;
    this.period = period.toNanos();
  }

  /** Counts one event. Returns true if it exceeds the limit of the current period. */
  boolean exceededBy(long now) {
    if (count == 0 || now - start >= period) {
      start = now;
      count = 0;
    }
    count++;
    return count > limit;
  }
}

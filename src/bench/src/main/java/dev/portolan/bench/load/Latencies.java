package dev.portolan.bench.load;

import java.util.Arrays;

/** Durations of one measurement, in nanoseconds. Not thread-safe. */
final class Latencies {
  private long[] nanos = new long[4096];
  private int count;

  void add(long value) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, count * 2);
    }
    nanos[count++] = value;
  }

  void addAll(Latencies other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  /**
   * A quantile in microseconds.
   *
   * @param share from 0 to 1
   */
  double micros(double share) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(count - 1L, (long) (share * count))] / 1_000.0;
  }
}

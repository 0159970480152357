package dev.portolan.app.transfer;

/** Smooths a rate, so that the time that is left does not jump. One thread at a time. */
final class RateMeter {
  private static final double SMOOTHED_SECONDS = 5;

  private long lastBytes;
  private long lastNanos;
  private double rate;
  private boolean known;

  /** Starts at this time. */
  RateMeter(long nanos) {
    lastNanos = nanos;
  }

  /**
   * Takes a count.
   *
   * @param bytes in all
   * @param nanos the time, as {@link System#nanoTime}
   * @return bytes per second
   */
  long measure(long bytes, long nanos) {
    double seconds = (nanos - lastNanos) / 1e9;
    if (seconds <= 0) {
      return Math.round(rate);
    }
    double now = Math.max(0, bytes - lastBytes) / seconds;
    rate = known ? rate + (now - rate) * (1 - Math.exp(-seconds / SMOOTHED_SECONDS)) : now;
    known = true;
    lastBytes = bytes;
    lastNanos = nanos;
    return Math.round(rate);
  }
}

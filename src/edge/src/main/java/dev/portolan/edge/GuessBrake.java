package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Rate-limits unknown tokens by source network: {@value #AT_ONCE} at once, then one per {@link
 * #PAUSE}. Thread-safe.
 */
final class GuessBrake {

  static final int AT_ONCE = 10;
  static final Duration PAUSE = Duration.ofSeconds(6);

  /**
   * Most networks remembered, of some 100 bytes each. The least recent failure is forgotten first.
   */
  static final int REMEMBERED = 10_000;

  private static final long PAUSE_NANOS = PAUSE.toNanos();

  private final Ticker ticker;
  private final LongAdder hits = new LongAdder();

  /** When the failures of a network are forgiven, at one per {@link #PAUSE}. */
  private final Map<String, Long> paidAt = new LinkedHashMap<>();

  GuessBrake(Ticker ticker) {
    this.ticker = ticker;
  }

  /** How long tokens from a network are refused unjudged; zero if they are judged. */
  synchronized Duration pause(String network) {
    Long paid = paidAt.get(network);
    if (paid == null) {
      return Duration.ZERO;
    }
    long left = paid - ticker.nanoTime() - (AT_ONCE - 1) * PAUSE_NANOS;
    if (left <= 0) {
      return Duration.ZERO;
    }
    hits.increment();
    return Duration.ofNanos(left);
  }

  /** Counts an unknown token. */
  synchronized void failed(String network) {
    long now = ticker.nanoTime();
    Long before = paidAt.remove(network); // moves it to the end
    long owed = before == null ? 0 : Math.max(0, before - now);
    paidAt.put(network, now + owed + PAUSE_NANOS);
    Iterator<Long> oldest = paidAt.values().iterator();
    while (paidAt.size() > REMEMBERED || isPaid(oldest, now)) {
      oldest = removeOldest();
    }
  }

  private static boolean isPaid(Iterator<Long> oldest, long now) {
    return oldest.hasNext() && oldest.next() - now <= 0;
  }

  private Iterator<Long> removeOldest() {
    Iterator<Long> values = paidAt.values().iterator();
    values.next();
    values.remove();
    return paidAt.values().iterator();
  }

  /** How often {@link #pause} was not zero. */
  long hits() {
    return hits.sum();
  }

  /** The number of networks remembered. */
  synchronized int count() {
    return paidAt.size();
  }

  /** A pause in whole seconds, rounded up, as {@code Retry-After} has it. */
  static long seconds(Duration pause) {
    return TimeUnit.NANOSECONDS.toSeconds(pause.toNanos() + TimeUnit.SECONDS.toNanos(1) - 1);
  }
}

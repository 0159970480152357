package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows down those who show tokens that nobody has: some may be shown at once from one network, and
 * then one in a while. Safe for any thread.
 */
final class GuessBrake {

  static final int AT_ONCE = 10;
  static final Duration PAUSE = Duration.ofSeconds(6);

  /** Networks that are remembered, some 100 bytes each; the one that failed first is forgotten. */
  static final int REMEMBERED = 10_000;

  private static final long PAUSE_NANOS = PAUSE.toNanos();

  private final Ticker ticker;

  /** When all guesses from a network are paid for, with {@link #PAUSE} each. */
  private final Map<String, Long> paidAt = new LinkedHashMap<>();

  GuessBrake(Ticker ticker) {
    this.ticker = ticker;
  }

  /** For how long nobody from there is listened to; zero if somebody is. */
  synchronized Duration pause(String network) {
    Long paid = paidAt.get(network);
    if (paid == null) {
      return Duration.ZERO;
    }
    long left = paid - ticker.nanoTime() - (AT_ONCE - 1) * PAUSE_NANOS;
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** Somebody from there has shown a token that nobody has. */
  synchronized void failed(String network) {
    long now = ticker.nanoTime();
    Long before = paidAt.remove(network); // So that the order is that of failing.
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

  /** How many networks are remembered. */
  synchronized int count() {
    return paidAt.size();
  }

  /** A pause as HTTP tells it, in whole seconds. */
  static long seconds(Duration pause) {
    return TimeUnit.NANOSECONDS.toSeconds(pause.toNanos() + TimeUnit.SECONDS.toNanos(1) - 1);
  }
}

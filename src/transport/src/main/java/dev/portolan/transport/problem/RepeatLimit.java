package dev.portolan.transport.problem;

import io.netty.util.concurrent.Ticker;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Lets the first events of a kind pass in each minute. The others are counted. Thread-safe.
 *
 * @param <K> the kind of an event, with {@code equals}
 */
final class RepeatLimit<K> {

  /** The event may not pass. It was counted. */
  static final long HELD_BACK = -1;

  private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Most kinds remembered. The oldest is forgotten first. */
  private static final int REMEMBERED = 1_000;

  private final int perMinute;
  private final Ticker ticker;
  private final Map<K, Minute> minutes = new LinkedHashMap<>();

  private static final class Minute {
    final long began;
    int passed;
    long heldBack;

    Minute(long began) {
      this.began = began;
    }
  }

  /**
   * @param perMinute how many events of a kind may pass
   */
  RepeatLimit(int perMinute, Ticker ticker) {
    this.perMinute = perMinute;
    this.ticker = ticker;
  }

  /**
   * Asks whether an event may pass.
   *
   * @return how many of its kind were held back in the minute before, or {@link #HELD_BACK}
   */
  synchronized long pass(K kind) {
    long now = ticker.nanoTime();
    Minute minute = minutes.get(kind);
    long heldBack = 0;
    if (minute == null || now - minute.began >= MINUTE_NANOS) {
      heldBack = minute == null ? 0 : minute.heldBack;
      minute = begin(kind, now);
    }
    if (minute.passed == perMinute) {
      minute.heldBack++;
      return HELD_BACK;
    }
    minute.passed++;
    return heldBack;
  }

  private Minute begin(K kind, long now) {
    minutes.remove(kind); // moves it to the end
    Minute minute = new Minute(now);
    minutes.put(kind, minute);
    if (minutes.size() > REMEMBERED) {
      minutes.remove(minutes.keySet().iterator().next());
    }
    return minute;
  }
}

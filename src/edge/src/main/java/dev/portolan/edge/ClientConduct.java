package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Throttles a client that opens streams and abandons them before they are answered, over all its
 * sessions: each costs a device work in vain. The count decays by {@value #FORGIVEN_PER_SECOND} per
 * second.
 *
 * <p>Thread-safe.
 */
final class ClientConduct {

  /** Count from which new streams are delayed. */
  static final int LATE_FROM = 200;

  /** Count from which new streams are refused. Refused ones count, too. */
  static final int REFUSED_FROM = 800;

  /** Count from which the session is closed; also the maximum count. */
  static final int ENDED_FROM = 3_000;

  static final int FORGIVEN_PER_SECOND = 20;

  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / FORGIVEN_PER_SECOND;
  private static final long LATE_NANOS_EACH = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How a new stream is treated. */
  sealed interface Treatment {

    /** Served normally. */
    record Served() implements Treatment {}

    /** Served after a delay. */
    record Late(Duration delay) implements Treatment {}

    /** Refused. */
    record Refused() implements Treatment {}

    /** Refused, and the session is closed. */
    record Ended() implements Treatment {}
  }

  private final Ticker ticker;

  /** When the count will have decayed to 0. */
  private long forgivenAt;

  ClientConduct(Ticker ticker) {
    this.ticker = ticker;
    this.forgivenAt = ticker.nanoTime();
  }

  /** Counts a stream that was abandoned before it was answered, or refused because of the count. */
  synchronized void givenUp() {
    long now = ticker.nanoTime();
    long most = now + ENDED_FROM * NANOS_EACH;
    long next = (forgivenAt - now > 0 ? forgivenAt : now) + NANOS_EACH;
    forgivenAt = next - most > 0 ? most : next;
  }

  /** How a stream that the client opens now is treated. */
  synchronized Treatment next() {
    int count = count();
    if (count < LATE_FROM) {
      return new Treatment.Served();
    }
    if (count < REFUSED_FROM) {
      long wait = (count - LATE_FROM + 1) * LATE_NANOS_EACH;
      return new Treatment.Late(Duration.ofNanos(Math.min(wait, LATEST_NANOS)));
    }
    return count < ENDED_FROM ? new Treatment.Refused() : new Treatment.Ended();
  }

  /** The present count. */
  synchronized int count() {
    long left = forgivenAt - ticker.nanoTime();
    return left <= 0 ? 0 : (int) ((left + NANOS_EACH - 1) / NANOS_EACH);
  }
}

package dev.portolan.edge;

import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of one client's new streams when it opens streams and gives them up before they are
 * answered, over all its sessions: a device has worked for each of them in vain. Such streams count
 * until they are forgiven, {@value #FORGIVEN_PER_SECOND} each second.
 *
 * <p>Safe for any thread.
 */
final class ClientConduct {

  /** From so many on new streams are answered late. */
  static final int LATE_FROM = 200;

  /** From so many on they are refused, and each refused one counts, too. */
  static final int REFUSED_FROM = 800;

  /** From so many on the session is ended. No more are counted. */
  static final int ENDED_FROM = 3_000;

  static final int FORGIVEN_PER_SECOND = 20;

  private static final long NANOS_EACH = TimeUnit.SECONDS.toNanos(1) / FORGIVEN_PER_SECOND;
  private static final long LATE_NANOS_EACH = TimeUnit.MILLISECONDS.toNanos(5);
  private static final long LATEST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How the next stream is treated. */
  sealed interface Treatment {

    /** As usual. */
    record Served() implements Treatment {}

    /** As usual, after a while. */
    record Late(Duration delay) implements Treatment {}

    /** Not at all. */
    record Refused() implements Treatment {}

    /** Not at all, and nothing more on its session. */
    record Ended() implements Treatment {}
  }

  private final Ticker ticker;

  /** When all that counts now will be forgiven. */
  private long forgivenAt;

  ClientConduct(Ticker ticker) {
    this.ticker = ticker;
    this.forgivenAt = ticker.nanoTime();
  }

  /** The client gave up a stream before it was answered, or had one refused for that. */
  synchronized void givenUp() {
    long now = ticker.nanoTime();
    long most = now + ENDED_FROM * NANOS_EACH;
    long next = (forgivenAt - now > 0 ? forgivenAt : now) + NANOS_EACH;
    forgivenAt = next - most > 0 ? most : next;
  }

  /** What becomes of a stream that the client opens now. */
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

  /** How many streams count now. */
  synchronized int count() {
    long left = forgivenAt - ticker.nanoTime();
    return left <= 0 ? 0 : (int) ((left + NANOS_EACH - 1) / NANOS_EACH);
  }
}

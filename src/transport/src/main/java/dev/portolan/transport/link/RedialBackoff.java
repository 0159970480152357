package dev.portolan.transport.link;

import dev.portolan.transport.problem.Retry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * How long to wait before an edge is dialled again, by what is waited for.
 *
 * <p>An edge that is back is found within five seconds, whatever was there before, unless what
 * answers in its place is no edge: that is asked up to once a minute only, since it has nothing to
 * do with all this.
 *
 * @param unreached while nothing answers
 * @param notNow while the edge does not let in
 * @param stranger while something else answers
 * @param person while a person is needed, for who has none to ask
 */
public record RedialBackoff(Backoff unreached, Backoff notNow, Backoff stranger, Backoff person) {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  /** A device has its place at the edge within seconds after the edge itself is back. */
  private static final int TRIES_WHILE_DEVICES_COME_BACK = 10;

  /** For links of clients: within a second at first, which mostly is enough. */
  public static RedialBackoff standard() {
    return standard(threadLocal());
  }

  /** The same with another source of chance. */
  public static RedialBackoff standard(RandomGenerator random) {
    Duration least = Duration.ofMillis(100);
    return new RedialBackoff(
        new Backoff(SECOND, LONGEST, Backoff.HEALTHY_AFTER, random),
        new Backoff(
            least, SECOND, LONGEST, TRIES_WHILE_DEVICES_COME_BACK, Backoff.HEALTHY_AFTER, random),
        new Backoff(SECOND, MINUTE, Backoff.HEALTHY_AFTER, random),
        Backoff.standard(random));
  }

  /**
   * For devices: spread over four seconds from the first attempt on, since an edge that goes is
   * lost to thousands of them in one moment.
   */
  public static RedialBackoff ofDevices() {
    return ofDevices(threadLocal());
  }

  /** The same with another source of chance. */
  public static RedialBackoff ofDevices(RandomGenerator random) {
    Backoff spread = even(SECOND, LONGEST, random);
    return new RedialBackoff(
        spread,
        spread,
        new Backoff(SECOND, LONGEST, MINUTE, 1, Backoff.HEALTHY_AFTER, random),
        even(Duration.ofSeconds(3), Duration.ofSeconds(10), random));
  }

  /** Random times between these two, whatever is waited for. */
  public static RedialBackoff between(Duration least, Duration most) {
    return always(even(least, most, threadLocal()));
  }

  /** This one whatever is waited for. */
  public static RedialBackoff always(Backoff backoff) {
    return new RedialBackoff(backoff, backoff, backoff, backoff);
  }

  private static Backoff even(Duration least, Duration most, RandomGenerator random) {
    return new Backoff(least, most, most, 1, Backoff.HEALTHY_AFTER, random);
  }

  private static RandomGenerator threadLocal() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  /** How long a connection must have held to count as healthy. */
  Duration healthyAfter() {
    return unreached.healthyAfter();
  }

  /** The waits for this. */
  Backoff of(Retry awaited) {
    return switch (awaited) {
      case UNREACHED -> unreached;
      case NOT_NOW -> notNow;
      case STRANGER -> stranger;
      case PERSON -> person;
    };
  }
}

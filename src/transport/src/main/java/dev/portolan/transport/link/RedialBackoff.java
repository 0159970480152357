package dev.portolan.transport.link;

import dev.portolan.transport.problem.Retry;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The back-off of reconnects, by the kind of the last failure.
 *
 * <p>An edge that is back is reached within five seconds. Only where something other than an edge
 * answers does the delay grow to a minute, out of courtesy to an unrelated server.
 *
 * @param lost after a connection that was up, which many may have lost in the same moment
 * @param unreached after {@link Retry#UNREACHED} in an attempt
 * @param notNow after {@link Retry#NOT_NOW}
 * @param stranger after {@link Retry#STRANGER}
 * @param person after {@link Retry#PERSON}; for devices, which have no person to ask
 */
public record RedialBackoff(
    Backoff lost, Backoff unreached, Backoff notNow, Backoff stranger, Backoff person) {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(5);
  private static final Duration DEVICES_LONGEST = Duration.ofSeconds(4);
  private static final Duration MINUTE = Duration.ofSeconds(60);

  /**
   * Half a minute with the first bound, another with the second: a device that is missing after a
   * restart of its edge reconnects within seconds.
   */
  private static final int NOT_NOW_TRIES = 60;

  /** For the links of clients, starting at one second. */
  public static RedialBackoff standard() {
    return standard(threadLocal());
  }

  /** The same with another source of jitter. */
  public static RedialBackoff standard(RandomGenerator random) {
    Duration least = Duration.ofMillis(100);
    Backoff unreached = new Backoff(SECOND, LONGEST, Backoff.HEALTHY_AFTER, random);
    return new RedialBackoff(
        unreached,
        unreached,
        new Backoff(least, SECOND, LONGEST, NOT_NOW_TRIES, Backoff.HEALTHY_AFTER, random),
        new Backoff(SECOND, MINUTE, Backoff.HEALTHY_AFTER, random),
        Backoff.standard(random));
  }

  /**
   * For devices: 1 to 4 seconds after a loss, since thousands of them may lose an edge at the same
   * moment. Then 1.7 to 2.7 seconds while there is no edge, or one that lets nobody in: once they
   * are spread, a delay that varies less brings as many in each second, and the last one sooner.
   * Links whose edge reports no presence come behind the device, and are back within three seconds,
   * too.
   */
  public static RedialBackoff ofDevices() {
    return ofDevices(threadLocal());
  }

  /** The same with another source of jitter. */
  public static RedialBackoff ofDevices(RandomGenerator random) {
    Backoff spread = even(SECOND, DEVICES_LONGEST, random);
    Backoff steady = even(Duration.ofMillis(1700), Duration.ofMillis(2700), random);
    return new RedialBackoff(
        spread,
        steady,
        steady,
        new Backoff(SECOND, DEVICES_LONGEST, MINUTE, 1, Backoff.HEALTHY_AFTER, random),
        even(Duration.ofSeconds(3), Duration.ofSeconds(10), random));
  }

  /** A random delay between these two after every failure. */
  public static RedialBackoff between(Duration least, Duration most) {
    return always(even(least, most, threadLocal()));
  }

  /** The same back-off after every failure. */
  public static RedialBackoff always(Backoff backoff) {
    return new RedialBackoff(backoff, backoff, backoff, backoff, backoff);
  }

  private static Backoff even(Duration least, Duration most, RandomGenerator random) {
    return new Backoff(least, most, most, 1, Backoff.HEALTHY_AFTER, random);
  }

  private static RandomGenerator threadLocal() {
    return () -> ThreadLocalRandom.current().nextLong();
  }

  /** How long a connection must have been up to reset the back-off. */
  Duration healthyAfter() {
    return unreached.healthyAfter();
  }

  /** The back-off after this kind of failure. */
  Backoff after(Retry failure) {
    return switch (failure) {
      case UNREACHED -> unreached;
      case NOT_NOW -> notNow;
      case STRANGER -> stranger;
      case PERSON -> person;
    };
  }
}

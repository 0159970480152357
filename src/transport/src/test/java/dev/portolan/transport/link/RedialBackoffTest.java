package dev.portolan.transport.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.problem.Retry;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How soon many who lost one edge are back, and how they are spread. */
class RedialBackoffTest {
  private static final int LINKS = 2_000;
  private static final double OUTAGE_SECONDS = 60;

  private final RandomGenerator random = new Random(7);

  /** For each of many, how long after the edge is back it is asked next; nobody answered before. */
  private double[] secondsUntilAsked(Backoff waits) {
    return IntStream.range(0, LINKS)
        .mapToDouble(
            link -> {
              double time = 0;
              for (int failures = 1; time < OUTAGE_SECONDS; failures++) {
                time += waits.delay(failures).toMillis() / 1e3;
              }
              return time - OUTAGE_SECONDS;
            })
        .sorted()
        .toArray();
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHED", "NOT_NOW"})
  void anEdgeIsFoundWithinSecondsByItsLinks(Retry failure) {
    assertFoundSoon(secondsUntilAsked(RedialBackoff.standard(random).after(failure)));
  }

  @ParameterizedTest
  @EnumSource(names = {"UNREACHED", "NOT_NOW"})
  void anEdgeIsFoundWithinSecondsByItsDevices(Retry failure) {
    assertFoundSoon(secondsUntilAsked(RedialBackoff.ofDevices(random).after(failure)));
  }

  private static void assertFoundSoon(double[] seconds) {
    assertThat(seconds[LINKS / 2]).as("the median").isLessThan(3);
    assertThat(seconds[LINKS - 1]).as("the last").isLessThanOrEqualTo(5);
  }

  /** For each of many devices, how long after the edge is back it is there. */
  private double[] secondsUntilDevicesAreBack(double outage, Retry failure) {
    return IntStream.range(0, LINKS)
        .mapToDouble(
            device -> {
              RedialPace pace =
                  new RedialPace(RedialBackoff.ofDevices(random), Ticker.newMockTicker());
              pace.begins();
              pace.connected();
              double time = pace.next(failure).toMillis() / 1e3;
              while (time < outage) {
                pace.begins();
                time += pace.next(failure).toMillis() / 1e3;
              }
              return time - outage;
            })
        .sorted()
        .toArray();
  }

  /** Links whose edge reports no presence come behind the device, so its wait counts as well. */
  @ParameterizedTest
  @EnumSource(names = {"UNREACHED", "NOT_NOW"})
  void devicesAreBackWithinThreeSecondsOfTheirEdge(Retry failure) {
    double[] seconds = secondsUntilDevicesAreBack(OUTAGE_SECONDS, failure);
    assertThat(seconds[LINKS / 2]).as("the median").isLessThan(1.5);
    assertThat(seconds[LINKS - 1]).as("the last").isLessThanOrEqualTo(2.7);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 2, 3, 4, 5, 7, 10, 20, OUTAGE_SECONDS})
  void devicesComeSpreadHoweverLongTheirEdgeWasAway(double outage) {
    double[] seconds = secondsUntilDevicesAreBack(outage, Retry.UNREACHED);
    for (double from = 0; from < 4; from += 0.25) {
      double begin = from;
      assertThat(Arrays.stream(seconds).filter(at -> at >= begin && at < begin + 1).count())
          .as("in the second from %s s on", begin)
          .isLessThan(LINKS * 3 / 5);
    }
  }

  /** However short the outage: no second in which more than two of five come. */
  @Test
  void devicesThatLoseTheirEdgeInOneMomentComeBackSpread() {
    Backoff waits = RedialBackoff.ofDevices(random).lost();
    long[] perSecond = new long[6];
    for (int i = 0; i < LINKS; i++) {
      perSecond[(int) waits.delay(1).toSeconds()]++;
    }

    assertThat(perSecond[0]).isZero();
    assertThat(Arrays.stream(perSecond).max().orElseThrow()).isLessThan(LINKS * 2 / 5);
  }

  @Test
  void aDeviceThatIsNotLetInComesAgainInThreeToTenSeconds() {
    Backoff waits = RedialBackoff.ofDevices(random).after(Retry.PERSON);
    for (int failures = 1; failures < 100; failures++) {
      assertThat(waits.delay(failures)).isBetween(Duration.ofSeconds(3), Duration.ofSeconds(10));
    }
  }

  @Test
  void staysBetweenTwoTimes() {
    RedialBackoff fixed = RedialBackoff.between(Duration.ofMillis(50), Duration.ofMillis(150));
    for (Retry failure : Retry.values()) {
      for (int failures = 1; failures < 100; failures++) {
        assertThat(fixed.after(failure).delay(failures))
            .isBetween(Duration.ofMillis(50), Duration.ofMillis(150));
      }
    }
  }

  @Test
  void waitsAreRandomUnlessTheyAreGiven() {
    Backoff usual = Backoff.standard();
    Backoff devices = RedialBackoff.ofDevices().after(Retry.UNREACHED);
    assertThat(IntStream.range(0, 100).mapToObj(i -> usual.delay(9)).distinct())
        .hasSizeGreaterThan(9);
    assertThat(IntStream.range(0, 100).mapToObj(i -> devices.delay(1)).distinct())
        .hasSizeGreaterThan(9);
  }

  @Test
  void aBackOffMayBeOfOneLength() {
    Duration second = Duration.ofSeconds(1);
    Backoff even = new Backoff(second, second, second, 1, Duration.ZERO, random);
    assertThat(even.delay(1)).isEqualTo(second);
    assertThat(even.delay(30)).isEqualTo(second);
  }

  @Test
  void aBackOffDoesNotShrink() {
    Duration second = Duration.ofSeconds(1);
    Duration two = Duration.ofSeconds(2);
    assertThatThrownBy(() -> new Backoff(two, second, two, 1, second, random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(second, two, second, 1, second, random))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Backoff(second, second, two, 0, second, random))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GoAwayPaceTest {

  private static final Duration JITTER = Duration.ofSeconds(10);
  private static final Duration BACK_OFF = Duration.ofSeconds(30);

  @Test
  void delaysWithinJitter() {
    Random random = new Random(1);
    Duration longest = Duration.ZERO;
    for (int i = 0; i < 200; i++) {
      Duration wait = new GoAwayPace(JITTER, BACK_OFF, random).next(0);
      assertThat(wait).isBetween(Duration.ZERO, JITTER);
      longest = wait.compareTo(longest) > 0 ? wait : longest;
    }
    assertThat(longest).as("is random").isGreaterThan(Duration.ofSeconds(5));
    assertThat(new GoAwayPace(Duration.ZERO, BACK_OFF, random).next(0)).isEqualTo(Duration.ZERO);
  }

  @Test
  void slowsDownAfterThreeGoAwaysInAMinute() {
    GoAwayPace pace = new GoAwayPace(JITTER, BACK_OFF, new Random(2));
    assertThat(pace.next(seconds(0))).isLessThanOrEqualTo(JITTER);
    assertThat(pace.next(seconds(20))).isLessThanOrEqualTo(JITTER);
    assertThat(pace.next(seconds(60))).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
    // The first two are more than a minute old by now.
    assertThat(pace.next(seconds(100))).isLessThanOrEqualTo(JITTER);
  }

  private static long seconds(int seconds) {
    return TimeUnit.SECONDS.toNanos(seconds);
  }
}

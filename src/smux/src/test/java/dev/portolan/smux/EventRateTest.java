package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventRateTest {
  private final EventRate rate = new EventRate(2, Duration.ofNanos(100));

  @Test
  void isExceededByOneMoreThanTheLimit() {
    assertThat(rate.exceededBy(0)).isFalse();
    assertThat(rate.exceededBy(50)).isFalse();
    assertThat(rate.exceededBy(99)).isTrue();
  }

  @Test
  void startsOverAfterThePeriod() {
    rate.exceededBy(0);
    rate.exceededBy(50);
    assertThat(rate.exceededBy(100)).isFalse();
    assertThat(rate.exceededBy(199)).isFalse();
    assertThat(rate.exceededBy(199)).isTrue();
  }
}

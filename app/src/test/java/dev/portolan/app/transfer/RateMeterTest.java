package dev.portolan.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateMeterTest {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @Test
  void theFirstMeasurementCountsAsItIs() {
    assertThat(new RateMeter(0).measure(3_000, 2 * SECOND)).isEqualTo(1_500);
  }

  @Test
  void aChangeIsFollowedWithinSecondsAndNotAtOnce() {
    RateMeter meter = new RateMeter(0);
    long bytes = 1_000;
    assertThat(meter.measure(bytes, SECOND)).isEqualTo(1_000);
    bytes += 2_000;
    assertThat(meter.measure(bytes, 2 * SECOND)).isBetween(1_100L, 1_250L);
    long rate = 0;
    for (int second = 3; second < 30; second++) {
      bytes += 2_000;
      rate = meter.measure(bytes, second * SECOND);
    }
    assertThat(rate).isBetween(1_980L, 2_000L);
  }

  @Test
  void noTimeChangesNothing() {
    RateMeter meter = new RateMeter(0);
    meter.measure(1_000, SECOND);
    assertThat(meter.measure(9_000, SECOND)).isEqualTo(1_000);
  }
}

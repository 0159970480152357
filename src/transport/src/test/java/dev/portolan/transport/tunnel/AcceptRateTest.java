package dev.portolan.transport.tunnel;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AcceptRateTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final AcceptRate rate = new AcceptRate(64, ticker);

  private int takeAll() {
    int taken = 0;
    while (rate.nanosToNext() == 0) {
      rate.take();
      taken++;
    }
    return taken;
  }

  @Test
  void allowsBurstAndRatePerSecond() {
    assertThat(takeAll()).isEqualTo(64);
    assertThat(rate.nanosToNext()).isBetween(1L, TimeUnit.SECONDS.toNanos(1) / 64);

    ticker.advance(1, TimeUnit.SECONDS);
    assertThat(takeAll()).isEqualTo(64);
    ticker.advance(500, TimeUnit.MILLISECONDS);
    assertThat(takeAll()).isEqualTo(32);
    ticker.advance(1, TimeUnit.HOURS);
    assertThat(takeAll()).isEqualTo(64);
  }

  @Test
  void doesNotCountReturnedPermits() {
    for (int i = 0; i < 1_000; i++) {
      rate.take();
      rate.giveBack();
    }
    assertThat(takeAll()).isEqualTo(64);
    for (int i = 0; i < 1_000; i++) {
      rate.giveBack();
    }
    assertThat(takeAll()).isEqualTo(64);
  }

  @Test
  void aLongPauseLetsNoMoreThroughAtOnce() {
    takeAll();
    ticker.advance(1, TimeUnit.HOURS);
    rate.take();
    assertThat(takeAll()).isEqualTo(63);
  }

  @Test
  void theNextMayPassToTheNanosecond() {
    takeAll();
    long wait = rate.nanosToNext();
    assertThat(wait).isEqualTo(TimeUnit.SECONDS.toNanos(1) / 64);
    ticker.advance(wait - 1, TimeUnit.NANOSECONDS);
    assertThat(rate.nanosToNext()).isEqualTo(1);
    ticker.advance(1, TimeUnit.NANOSECONDS);
    assertThat(takeAll()).isEqualTo(1);
  }
}

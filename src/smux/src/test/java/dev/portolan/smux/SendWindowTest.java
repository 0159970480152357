package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SendWindowTest {
  private static final int WINDOW = SendWindow.INITIAL_BYTES;

  @Test
  void closesWhenItIsFullAndOpensAgain() throws SmuxException {
    SendWindow window = new SendWindow();
    assertThat(window.available()).isEqualTo(262_144);
    window.sent(200_000);
    assertThat(window.available()).isEqualTo(62_144);
    window.update(150_000, 60_000);
    assertThat(window.inFlight()).isEqualTo(50_000);
    assertThat(window.available()).isEqualTo(10_000);
    window.update(150_000, 40_000);
    assertThat(window.available()).as("a window below what is in flight").isZero();
  }

  @Test
  void survivesCounterWrapAround() throws SmuxException {
    SendWindow window = new SendWindow();
    int sent = 0;
    for (long total = 0; total < 3L << 32; total += WINDOW) {
      window.sent(WINDOW);
      assertThat(window.available()).isZero();
      sent += WINDOW;
      window.update(sent, WINDOW);
      assertThat(window.available()).isEqualTo(WINDOW);
    }
  }

  @Test
  void ignoresAReorderedUpdate() throws SmuxException {
    SendWindow window = new SendWindow();
    window.sent(1000);
    window.update(900, WINDOW);
    window.update(500, 10);
    assertThat(window.inFlight()).isEqualTo(100);
    assertThat(window.available()).isEqualTo(WINDOW - 100);
  }

  @Test
  void refusesAnUpdateForMoreThanWasSent() {
    SendWindow window = new SendWindow();
    window.sent(1000);
    assertThatThrownBy(() -> window.update(1001, WINDOW)).isInstanceOf(SmuxException.class);
  }

  @Test
  void treatsANegativeWindowAsTheLargest() throws SmuxException {
    SendWindow window = new SendWindow();
    window.update(0, 0xFFFFFFFF);
    assertThat(window.available()).isEqualTo(Integer.MAX_VALUE);
  }
}

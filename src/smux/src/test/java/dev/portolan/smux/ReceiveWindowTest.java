package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReceiveWindowTest {

  @Test
  void aLargeWindowIsStillUpdatedBeforeACappedPeerMustStop() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withStreamWindow(4 << 20, 4 << 20));
    // a peer whose cap is used up by other streams sends no more than this without an update
    assertThat(window.consume(SendWindow.UNACKNOWLEDGED_BYTES - 1)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }

  @Test
  void aPeerWithoutACapGetsFewerUpdates() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withLowLatencyWindowBytes(512 * 1024));
    assertThat(window.consume(64 * 1024)).as("half the first window").isTrue();
    window.announce(512 * 1024, false);
    assertThat(window.consume(256 * 1024 - 1)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }

  @Test
  void atHighLatencyAQuarterOfTheWindowIsTheThreshold() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withLowLatencyWindowBytes(512 * 1024));
    window.announce(400_000, true);
    assertThat(window.consume(99_999)).isFalse();
    assertThat(window.consume(1)).isTrue();
    window.renew();
    assertThat(window.consume(99_999)).as("the same window again").isFalse();
    assertThat(window.consume(1)).isTrue();
    window.announce(4 << 20, true);
    assertThat(window.consume(256 * 1024)).as("half of the low-latency window").isTrue();
  }

  @Test
  void aShrunkWindowIsUsedUpBeforeTheNextUpdate() {
    ReceiveWindow window = new ReceiveWindow(SmuxConfig.defaults());
    window.announce(48 * 1024, true);
    assertThat(window.consume(48 * 1024 - 1)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }

  @Test
  void aSmallWindowIsUpdatedAtItsHalf() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withStreamWindow(32 * 1024, 32 * 1024));
    assertThat(window.consume(16 * 1024 - 1)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }

  @Test
  void onAShortLineTheHalfIsRenewed() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withLowLatencyWindowBytes(512 * 1024));
    window.announce(300_000, false);
    assertThat(window.consume(149_999)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }

  @Test
  void aWindowAsLargeAsTheFirstWasNotCut() {
    ReceiveWindow window =
        new ReceiveWindow(SmuxConfig.defaults().withLowLatencyWindowBytes(512 * 1024));
    window.announce(128 * 1024, false);
    assertThat(window.consume(64 * 1024)).isTrue();
    window.announce(128 * 1024 - 1, false);
    assertThat(window.consume(128 * 1024 - 2)).isFalse();
    assertThat(window.consume(1)).isTrue();
  }
}

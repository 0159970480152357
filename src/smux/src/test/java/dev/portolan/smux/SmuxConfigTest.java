package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SmuxConfigTest {
  private static final SmuxConfig DEFAULTS = SmuxConfig.defaults();

  @Test
  void eachWithMethodChangesItsSetting() {
    assertThat(DEFAULTS.withVersion(1).version()).isEqualTo(1);
    assertThat(DEFAULTS.withMaxFrameBytes(65_535).maxFrameBytes()).isEqualTo(65_535);
    assertThat(DEFAULTS.withReceiveBudgetBytes(5_000_000).receiveBudgetBytes())
        .isEqualTo(5_000_000);
    assertThat(DEFAULTS.withStalledBytesCap(7).stalledBytesCap()).isEqualTo(7);
    SmuxConfig keepAlive = DEFAULTS.withKeepAlive(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(keepAlive.keepAliveInterval()).hasSeconds(1);
    assertThat(keepAlive.keepAliveTimeout()).hasSeconds(2);
    SmuxConfig window = DEFAULTS.withStreamWindow(20_000, 30_000);
    assertThat(window.streamWindowBytes()).isEqualTo(20_000);
    assertThat(window.maxStreamWindowBytes()).isEqualTo(30_000);
    assertThat(window.lowLatencyWindowBytes()).isEqualTo(30_000);
    assertThat(DEFAULTS.withLowLatencyWindowBytes(200_000).lowLatencyWindowBytes())
        .isEqualTo(200_000);
    assertThat(DEFAULTS.withSharedWindowBytes(20_000).sharedWindowBytes()).isEqualTo(20_000);
    SmuxConfig streams = DEFAULTS.withMaxStreams(8, 4);
    assertThat(streams.maxStreams()).isEqualTo(8);
    assertThat(streams.maxPendingStreams()).isEqualTo(4);
    assertThat(DEFAULTS.withWriteStallTimeout(Duration.ofSeconds(3)).writeStallTimeout())
        .hasSeconds(3);
    assertThat(DEFAULTS.withPeerSupportsReset(true).peerSupportsReset()).isTrue();
    assertThat(window.withVersion(1).withVersion(2)).isEqualTo(window);
  }

  @Test
  void refusesInvalidSettings() {
    refused(() -> DEFAULTS.withVersion(3), "version");
    refused(() -> DEFAULTS.withMaxFrameBytes(0), "frame size");
    refused(() -> DEFAULTS.withMaxFrameBytes(65_536), "frame size");
    refused(
        () -> DEFAULTS.withKeepAlive(Duration.ZERO, Duration.ofSeconds(1)),
        "interval must be positive");
    refused(
        () -> DEFAULTS.withKeepAlive(Duration.ofSeconds(2), Duration.ofSeconds(1)),
        "timeout must not");
    refused(() -> DEFAULTS.withStreamWindow(16_383, 30_000), "stream window must be");
    refused(() -> DEFAULTS.withStreamWindow(30_000, 20_000), "largest stream window");
    refused(() -> DEFAULTS.withLowLatencyWindowBytes(131_071), "low-latency window");
    refused(() -> DEFAULTS.withLowLatencyWindowBytes(4 * 1024 * 1024 + 1), "low-latency window");
    refused(() -> DEFAULTS.withSharedWindowBytes(16_383), "shared");
    refused(() -> DEFAULTS.withSharedWindowBytes(131_073), "shared");
    refused(() -> DEFAULTS.withReceiveBudgetBytes(100_000), "budget");
    refused(() -> DEFAULTS.withMaxStreams(0, 1), "stream limit");
    refused(() -> DEFAULTS.withMaxStreams(1, 0), "pending");
    refused(() -> DEFAULTS.withStalledBytesCap(-1), "cap");
    refused(() -> DEFAULTS.withWriteStallTimeout(Duration.ofSeconds(-1)), "stall timeout");
  }

  @Test
  void acceptsEachLimitItself() {
    SmuxConfig smallest =
        DEFAULTS
            .withMaxFrameBytes(1)
            .withKeepAlive(Duration.ofSeconds(2), Duration.ofSeconds(2))
            .withStreamWindow(16 * 1024, 16 * 1024)
            .withReceiveBudgetBytes(16 * 1024)
            .withMaxStreams(1, 1)
            .withStalledBytesCap(0)
            .withWriteStallTimeout(Duration.ofNanos(1));
    assertThat(smallest.lowLatencyWindowBytes()).isEqualTo(16 * 1024);
    assertThat(smallest.sharedWindowBytes()).isEqualTo(16 * 1024);
    assertThat(DEFAULTS.withLowLatencyWindowBytes(4 * 1024 * 1024).lowLatencyWindowBytes())
        .isEqualTo(DEFAULTS.maxStreamWindowBytes());
    assertThat(DEFAULTS.withSharedWindowBytes(128 * 1024).sharedWindowBytes())
        .isEqualTo(DEFAULTS.streamWindowBytes());
    refused(() -> smallest.withReceiveBudgetBytes(16 * 1024 - 1), "budget");
    refused(() -> DEFAULTS.withWriteStallTimeout(Duration.ZERO), "stall timeout");
  }

  private static void refused(ThrowingCallable code, String why) {
    assertThatThrownBy(code).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(why);
  }
}

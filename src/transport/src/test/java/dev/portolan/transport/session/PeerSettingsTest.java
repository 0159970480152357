package dev.portolan.transport.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import org.junit.jupiter.api.Test;

class PeerSettingsTest {
  private static final SmuxConfig DEFAULTS = SmuxConfig.defaults();

  @Test
  void sendsStopSendingOnlyToOurPeers() {
    assertThat(PeerSettings.of(DEFAULTS, true).peerSupportsReset()).isTrue();
    assertThat(PeerSettings.of(DEFAULTS.withPeerSupportsReset(true), false).peerSupportsReset())
        .isFalse();
  }

  @Test
  void raisesLowLatencyWindowForEveryPeer() {
    assertThat(PeerSettings.of(DEFAULTS, false).lowLatencyWindowBytes()).isEqualTo(512 * 1024);
    assertThat(PeerSettings.of(DEFAULTS, true).lowLatencyWindowBytes()).isEqualTo(512 * 1024);
  }

  @Test
  void keepsSmallerWindows() {
    SmuxConfig small = DEFAULTS.withStreamWindow(16 * 1024, 16 * 1024);
    assertThat(PeerSettings.of(small, true).sharedWindowBytes()).isEqualTo(16 * 1024);
    assertThat(PeerSettings.of(small, false).lowLatencyWindowBytes()).isEqualTo(16 * 1024);
    assertThat(PeerSettings.of(DEFAULTS, true).sharedWindowBytes()).isEqualTo(32 * 1024);
  }
}

package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UdpPortsTest {

  @Test
  void onlyThePortThatWasAskedForAndThoseThatAnsweredAreSpokenTo() {
    UdpPorts ports = new UdpPorts(69);
    assertThat(ports.requestSent(69)).isTrue();
    assertThat(ports.requestSent(40_000)).isFalse();
    assertThat(ports.replied(40_000)).isTrue();
    assertThat(ports.requestSent(40_000)).isTrue();
  }

  @Test
  void theLeastRecentlyUsedPortIsForgottenWhenThereAreTooMany() {
    UdpPorts ports = new UdpPorts(69);
    ports.requestSent(69);
    for (int i = 0; i < UdpPorts.MAX_REPLY_PORTS; i++) {
      ports.replied(1_000 + i);
    }
    assertThat(ports.requestSent(1_000)).isTrue();
    assertThat(ports.replied(2_000)).isTrue();
    assertThat(ports.requestSent(1_000)).as("used a moment ago").isTrue();
    assertThat(ports.requestSent(1_001)).as("the oldest now").isFalse();
    assertThat(ports.requestSent(69)).isTrue();
  }

  /** Else what comes back to the device by a circle would go round for ever. */
  @Test
  void aServiceMayComeWithSixteenNewPortsEachTimeItIsSpokenTo() {
    UdpPorts ports = new UdpPorts(69);
    assertThat(ports.replied(1_000)).as("not spoken to yet").isFalse();
    for (int round = 1; round <= 3; round++) {
      ports.requestSent(69);
      for (int i = 0; i < 16; i++) {
        assertThat(ports.replied(round * 1_000 + i)).isTrue();
      }
      assertThat(ports.replied(round * 1_000 + 16)).isFalse();
      assertThat(ports.replied(round * 1_000 + 15)).as("known already").isTrue();
      assertThat(ports.replied(69)).as("the one that was asked").isTrue();
    }
  }
}

package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UdpPortsTest {

  @Test
  void onlyThePortThatWasAskedForAndThoseThatAnsweredAreSpokenTo() {
    UdpPorts ports = new UdpPorts(69);
    assertThat(ports.mayBeSentTo(69)).isTrue();
    assertThat(ports.mayBeSentTo(40_000)).isFalse();
    ports.answered(40_000);
    assertThat(ports.mayBeSentTo(40_000)).isTrue();
  }

  @Test
  void theLeastRecentlyUsedPortIsForgottenWhenThereAreTooMany() {
    UdpPorts ports = new UdpPorts(69);
    for (int i = 0; i < UdpPorts.MAX_ANSWERING; i++) {
      ports.answered(1_000 + i);
    }
    assertThat(ports.mayBeSentTo(1_000)).isTrue();
    ports.answered(2_000);
    assertThat(ports.mayBeSentTo(1_000)).as("used a moment ago").isTrue();
    assertThat(ports.mayBeSentTo(1_001)).as("the oldest now").isFalse();
    assertThat(ports.mayBeSentTo(69)).isTrue();
  }
}

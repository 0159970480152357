package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.UdpSourcePorts.Use;
import org.junit.jupiter.api.Test;

class UdpSourcePortsTest {
  private final UdpSourcePorts ports = new UdpSourcePorts();

  private Use begin(int programPort, int boundTo) {
    Use use = ports.begin(programPort);
    if (use == null) {
      throw new AssertionError("taken for a tunnel that leads to itself");
    }
    use.boundTo(boundTo);
    return use;
  }

  @Test
  void knowsThePortsOfProgramsAsLongAsTheirTunnelsLast() {
    assertThat(ports.isProgramPort(5_000)).isFalse();
    Use use = begin(5_000, 40_000);
    Use another = begin(5_000, 40_001);
    assertThat(ports.isProgramPort(5_000)).isTrue();
    assertThat(ports.isProgramPort(40_000)).isFalse();

    ports.end(use);
    assertThat(ports.isProgramPort(5_000)).as("the other one's, too").isTrue();
    ports.end(another);
    assertThat(ports.isProgramPort(5_000)).isFalse();
  }

  @Test
  void aTunnelThatFollowsItselfEndsAfterFourSteps() {
    Use first = begin(5_000, 40_000);
    for (int i = 0; i < UdpSourcePorts.MAX_CHAIN; i++) {
      begin(40_000 + i, 40_001 + i);
    }
    assertThat(ports.begin(40_004)).isNull();
    assertThat(ports.begin(5_000)).as("another stream of the program").isNotNull();

    ports.end(first);
    assertThat(ports.begin(40_000)).as("the port is somebody else's now").isNotNull();
  }

  /** Where the device took the program's own number, and for clients that do not tell it. */
  @Test
  void manyTunnelsOfOneProgramAreNoChain() {
    begin(5_000, 5_000);
    for (int i = 1; i < 100; i++) {
      begin(5_000, 40_000 + i);
      begin(0, 45_000 + i);
    }
  }

  /** A port that is not told is not that of a tunnel which has none yet. */
  @Test
  void tunnelsThatAreJustBeginningAreNoChain() {
    for (int i = 0; i < 10; i++) {
      assertThat(ports.begin(0)).isNotNull();
    }
  }
}

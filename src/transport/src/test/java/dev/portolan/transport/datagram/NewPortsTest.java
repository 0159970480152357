package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NewPortsTest {
  private final NewPorts ports = new NewPorts();

  private int takeAll() {
    int taken = 0;
    while (ports.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void thereAreSixteenForEachWordOfTheProgram() {
    assertThat(takeAll()).as("before it spoke").isZero();
    ports.spokenTo();
    assertThat(takeAll()).isEqualTo(16);
    ports.spokenTo();
    ports.spokenTo();
    assertThat(takeAll()).isEqualTo(16);
  }
}

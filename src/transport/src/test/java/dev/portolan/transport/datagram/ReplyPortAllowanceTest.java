package dev.portolan.transport.datagram;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyPortAllowanceTest {
  private final ReplyPortAllowance ports = new ReplyPortAllowance();

  private int takeAll() {
    int taken = 0;
    while (ports.take()) {
      taken++;
    }
    return taken;
  }

  @Test
  void eachRequestAllowsSixteenReplyPorts() {
    assertThat(takeAll()).as("before the first request").isZero();
    ports.requestSent();
    assertThat(takeAll()).isEqualTo(16);
    ports.requestSent();
    ports.requestSent();
    assertThat(takeAll()).isEqualTo(16);
  }
}

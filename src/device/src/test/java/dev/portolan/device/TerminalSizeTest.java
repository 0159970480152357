package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalSizeTest {

  @Test
  void isClamped() {
    assertThat(TerminalSize.cols(0)).as("not asked for").isEqualTo(80);
    assertThat(TerminalSize.rows(0)).as("not asked for").isEqualTo(24);
    assertThat(TerminalSize.cols(1)).isEqualTo(1);
    assertThat(TerminalSize.rows(1_000)).isEqualTo(1_000);
    assertThat(TerminalSize.rows(65_535)).isEqualTo(1_000);
  }
}

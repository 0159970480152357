package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StreamTableTest {

  @Test
  void numbersAreUsedUpWithTheHighest() throws SmuxException {
    StreamTable client = new StreamTable(SmuxConfig.defaults(), SmuxRole.CLIENT, 0xFFFF_FFFDL);
    assertThat(client.takeId()).isEqualTo(-3);
    assertThat(client.takeId()).isEqualTo(-1);
    assertThatThrownBy(client::takeId)
        .isInstanceOf(SmuxException.class)
        .hasMessageContaining("used up");
    StreamTable server = new StreamTable(SmuxConfig.defaults(), SmuxRole.SERVER, 0xFFFF_FFFEL);
    assertThat(server.takeId()).isEqualTo(-2);
    assertThatThrownBy(server::takeId).isInstanceOf(SmuxException.class);
  }
}

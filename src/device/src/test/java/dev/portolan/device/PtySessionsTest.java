package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import org.junit.jupiter.api.Test;

class PtySessionsTest {

  private final PtySessions sessions = new PtySessions(ImmediateEventExecutor.INSTANCE);

  @Test
  void thereAre256PlacesAlsoForThoseThatAreBeingStarted() {
    for (int i = 0; i < 256; i++) {
      assertThat(sessions.takePlace()).isTrue();
    }
    assertThat(sessions.takePlace()).isFalse();
    assertThat(sessions.takePlace()).isFalse();
    sessions.giveBackPlace();
    assertThat(sessions.takePlace()).isTrue();
    assertThat(sessions.takePlace()).isFalse();
  }

  @Test
  void whatIsNotThereGivesNoPlaceBack() {
    for (int i = 0; i < 256; i++) {
      sessions.takePlace();
    }
    sessions.remove("unknown");
    assertThat(sessions.takePlace()).isFalse();
  }
}

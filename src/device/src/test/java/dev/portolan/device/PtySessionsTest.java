package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.concurrent.ImmediateEventExecutor;
import org.junit.jupiter.api.Test;

class PtySessionsTest {

  private final PtySessions sessions = new PtySessions(ImmediateEventExecutor.INSTANCE);

  @Test
  void thereAre256PlacesAlsoForThoseThatAreBeingStarted() {
    for (int i = 0; i < 256; i++) {
      assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isTrue();
    }
    assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isFalse();
    assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isFalse();
    sessions.release();
    assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isTrue();
    assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isFalse();
  }

  @Test
  void anIdCannotBeGuessed() {
    assertThat(sessions.newId())
        .matches("[0-9a-f]{32}")
        .isNotEqualTo("0".repeat(32))
        .isNotEqualTo(sessions.newId());
  }

  @Test
  void releasingUnknownSessionReleasesNoPermit() {
    for (int i = 0; i < 256; i++) {
      sessions.tryAcquire(PtySessions.MAX_SESSIONS);
    }
    sessions.remove("unknown");
    assertThat(sessions.tryAcquire(PtySessions.MAX_SESSIONS)).isFalse();
  }

  @Test
  void whereNoneRunsAllHaveEndedAtOnce() {
    assertThat(sessions.endAll().isSuccess()).isTrue();
  }
}

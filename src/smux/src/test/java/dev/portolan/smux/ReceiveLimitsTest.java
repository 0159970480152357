package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Limits on received data. */
class ReceiveLimitsTest {
  private static final byte[] FRAME = new byte[32 * 1024];

  /** Twice the initial window plus 64 KiB. */
  private static final int TOLERATED = 2 * 262_144 + 64 * 1024;

  @Test
  void aWindowIsGivenBackWithItsStream() {
    SmuxConfig config = SmuxConfig.defaults().withStreamWindow(1 << 20, 1 << 20);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.psh(3, new byte[40_000]), Frame.psh(3, new byte[40_000]));
      assertThat(side.sent()).containsExactly("UPD 3 80000 1048576");
      assertThat(side.session.resources().granted()).isEqualTo((1 << 20) - 262_144);
      side.accepted.getFirst().close();
      assertThat(side.session.resources().granted()).isZero();
    }
  }

  @Test
  void anUnreadStreamDoesNotBlockOthers() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.syn(5));
      send(side, 3, 262_144);
      side.receive(Frame.psh(5, "in time"));
      side.accepted.get(1).read();
      assertThat(side.recorders.get(1).text()).isEqualTo("in time");
      assertThat(side.connection.config().isAutoRead()).isTrue();
    }
  }

  @Test
  void overrunningAWindowResetsOnlyThatStream() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.syn(5));
      send(side, 3, TOLERATED);
      assertThat(side.session.streamCount()).isEqualTo(2);
      assertThat(side.sent()).isEmpty();

      side.receive(Frame.psh(3, "x"));
      SmuxStream overrun = side.accepted.getFirst();
      assertThat(overrun.isOpen()).isFalse();
      assertThat(overrun.closeCause()).hasMessageContaining("window");
      assertThat(side.recorders.getFirst().events).containsExactly("active", "inactive");
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(side.accepted.get(1).isOpen()).isTrue();
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void theThirdOverrunEndsTheSession() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7), Frame.syn(9));
      send(side, 3, TOLERATED + 1);
      send(side, 5, TOLERATED + 1);
      assertThat(side.session.isOpen()).isTrue();
      send(side, 7, TOLERATED + 1);
      assertThat(side.session.closeCause()).hasMessageContaining("windows");
    }
  }

  @Test
  void aSmallerWindowDoesNotRevokeWhatWasGranted() {
    SmuxConfig config = SmuxConfig.defaults().withStreamWindow(16 * 1024, 16 * 1024);
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config)) {
      side.receive(Frame.syn(3));
      send(side, 3, 8192);
      side.accepted.getFirst().read();
      assertThat(side.sent()).containsExactly("UPD 3 8192 16384");
      send(side, 3, 262_144 - 8192);
      assertThat(side.accepted.getFirst().isOpen()).isTrue();
    }
  }

  @Test
  void windowsShrinkAsTheBudgetFills() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withReceiveBudgetBytes(8 * 1024 * 1024)
            .withSharedWindowBytes(128 * 1024); // no shrinking for interactive streams here
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config)) {
      assertThat(windowAfter(side, 3)).isEqualTo(131_072);
      fill(side, 5, 16); // 4 of 8 MiB
      assertThat(windowAfter(side, 101)).isEqualTo(131_072);
      fill(side, 37, 12); // 7 of 8 MiB
      assertThat(windowAfter(side, 103)).isEqualTo(65_536);
      fill(side, 61, 3); // 7.75 of 8 MiB
      assertThat(windowAfter(side, 105)).isEqualTo(16_384);
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  private static int windowAfter(EmbeddedSession side, int id) {
    side.receive(Frame.syn(id));
    send(side, id, 65_536);
    side.accepted.getLast().read();
    return side.frames().getLast().window();
  }

  private static void fill(EmbeddedSession side, int firstId, int streams) {
    for (int i = 0; i < streams; i++) {
      side.receive(Frame.syn(firstId + 2 * i));
      send(side, firstId + 2 * i, 262_144);
    }
  }

  @Test
  void beyondTheBudgetTheFullestStreamIsReset() {
    SmuxConfig config =
        SmuxConfig.defaults().withStreamWindow(262_144, 262_144).withReceiveBudgetBytes(1_000_000);
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config)) {
      side.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7), Frame.syn(9), Frame.syn(11));
      send(side, 3, 200_000);
      send(side, 5, 262_144);
      send(side, 7, 250_000);
      send(side, 9, 250_000);
      assertThat(side.session.streamCount()).isEqualTo(5);
      send(side, 11, 50_000);
      assertThat(side.accepted.get(1).isOpen()).isFalse();
      assertThat(side.accepted.get(1).closeCause()).hasMessageContaining("waits to be read");
      assertThat(side.session.streamCount()).isEqualTo(4);

      // no violation of the peer's, and other streams still work
      side.accepted.getFirst().read();
      side.connection.runPendingTasks();
      assertThat(side.recorders.getFirst().received.size()).isPositive();
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void versionOneStopsReadingBeyondTheBudget() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withVersion(1)
            .withStreamWindow(100_000, 100_000)
            .withReceiveBudgetBytes(100_000);
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config)) {
      side.receive(Frame.syn(3).inVersion(1));
      for (int i = 0; i < 4; i++) {
        assertThat(side.connection.config().isAutoRead()).isTrue();
        side.receive(Frame.psh(3, FRAME).inVersion(1));
      }
      assertThat(side.connection.config().isAutoRead()).isFalse();
      assertThat(side.accepted.getFirst().isOpen()).isTrue();

      side.accepted.getFirst().read();
      side.accepted.getFirst().read();
      side.connection.runPendingTasks();
      side.accepted.getFirst().read();
      side.connection.runPendingTasks();
      assertThat(side.connection.config().isAutoRead()).isTrue();
    }
  }

  @Test
  void toleratesSomeMeaninglessFrames() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      for (int i = 0; i < 250; i++) {
        side.receive(
            Frame.psh(5, "x"), Frame.fin(7), Frame.upd(9, 1, 1), Frame.psh(3, new byte[0]));
      }
      assertThat(side.session.isOpen()).isTrue();
      side.pass(10, TimeUnit.SECONDS);
      for (int i = 0; i < 1000; i++) {
        side.receive(Frame.psh(5, "x"));
      }
      assertThat(side.session.isOpen()).isTrue();
      side.receive(Frame.psh(3, new byte[0]));
      assertThat(side.session.closeCause()).hasMessageContaining("mean nothing");
    }
  }

  @Test
  void eachKindOfFrameThatMeansNothingCounts() {
    for (Frame nothing :
        List.of(
            Frame.psh(5, "x"),
            Frame.fin(7),
            Frame.upd(9, 1, 1),
            Frame.psh(3, new byte[0]),
            Frame.syn(3))) {
      try (EmbeddedSession side = EmbeddedSession.server()) {
        side.receive(Frame.syn(3));
        for (int i = 0; i < 1000; i++) {
          side.receive(nothing);
        }
        assertThat(side.session.isOpen()).as("%s", nothing).isTrue();
        side.receive(nothing);
        assertThat(side.session.isOpen()).as("%s", nothing).isFalse();
      }
    }
  }

  @Test
  void dataAfterAFinIsMeaningless() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.fin(3), Frame.psh(3, "late"), Frame.fin(3));
      assertThat(side.recorders.getFirst().text()).isEmpty();
      for (int i = 0; i < 999; i++) {
        side.receive(Frame.psh(3, "late"));
      }
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  @Test
  void refusesAnUpdateForMoreThanWasSentOnAStream() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.flush();
      side.receive(Frame.upd(3, 1, 262_144));
      assertThat(side.session.closeCause()).hasMessageContaining("consumed more");
    }
  }

  private static void send(EmbeddedSession side, int id, int bytes) {
    for (int left = bytes; left > 0; left -= FRAME.length) {
      side.receive(Frame.psh(id, left < FRAME.length ? new byte[left] : FRAME));
    }
  }
}

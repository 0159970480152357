package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Frames for a stream that we closed, which the peer does not know yet or ignores. */
class ClosedStreamTest {
  private static final byte[] FRAME = new byte[32 * 1024];

  @Test
  void framesInFlightAreNoViolation() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      for (int i = 0; i < 1500; i++) {
        int id = 3 + 2 * i;
        side.receive(Frame.syn(id));
        side.accepted.getLast().close();
        side.receive(Frame.psh(id, "late"), Frame.upd(id, 0, 262_144), Frame.fin(id));
      }
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void onlyTheNewestStreamsAreRemembered() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      for (int i = 0; i < ClosedStreams.REMEMBERED + 100; i++) {
        side.receive(Frame.syn(3 + 2 * i));
        side.accepted.getLast().close();
      }
      assertThat(side.session.resources().remembered()).isEqualTo(ClosedStreams.REMEMBERED);
    }
  }

  @Test
  void aPeerThatIgnoresTheFinCanFinishWriting() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      side.accepted.getFirst().close();
      assertThat(side.sent()).containsExactly("FIN 3");
      int updates = drain(side, 8 * 1024 * 1024);
      assertThat(updates).as("8 MiB fit through the window").isGreaterThanOrEqualTo(32);
      side.receive(Frame.fin(3));
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void aPeerThatIgnoresTheFinIsGrantedNoWindowForever() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.syn(5));
      side.accepted.get(0).close();
      side.sent();
      drain(side, 8 * 1024 * 1024);
      assertThat(drain(side, 262_144)).as("updates after 8 MiB").isZero();

      side.accepted.get(1).close();
      side.sent();
      side.receive(Frame.psh(5, FRAME), Frame.psh(5, FRAME));
      assertThat(side.sent()).hasSize(1);
      side.pass(10, TimeUnit.SECONDS);
      side.sent();
      for (int i = 0; i < 7; i++) {
        side.receive(Frame.psh(5, FRAME));
      }
      assertThat(side.sent()).as("updates after 10 s").isEmpty();
    }
  }

  @Test
  void floodingAClosedStreamIsAViolation() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3));
      for (int i = 0; i < 19; i++) {
        side.receive(Frame.psh(3, FRAME)); // the last one overruns the window
      }
      assertThat(side.accepted.getFirst().isOpen()).isFalse();
      for (int i = 0; i < 1000; i++) {
        side.receive(Frame.psh(3, FRAME));
      }
      assertThat(side.session.isOpen()).isTrue();
      side.receive(Frame.psh(3, FRAME));
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  @Test
  void aPeerThatSupportsItIsAskedToStopSendingAndGrantedNoMoreWindow() {
    try (EmbeddedSession side =
        EmbeddedSession.server(SmuxConfig.defaults().withPeerSupportsReset(true))) {
      side.receive(Frame.syn(3), Frame.psh(3, "abc"));
      side.sent();
      side.accepted.getFirst().close();
      assertThat(side.sent()).containsExactly("FIN 3", "UPD 3 3 0");
      assertThat(drain(side, 262_144)).as("updates for what was under way").isZero();
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void aPeerThatHasEndedIsNotAskedToStopSending() {
    try (EmbeddedSession side =
        EmbeddedSession.server(SmuxConfig.defaults().withPeerSupportsReset(true))) {
      side.receive(Frame.syn(3), Frame.fin(3));
      side.accepted.getFirst().close();
      assertThat(side.sent()).containsExactly("FIN 3");
    }
  }

  @Test
  void aStreamThatIsRefusedIsReset() {
    SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
    try (EmbeddedSession side = EmbeddedSession.server(config.withMaxStreams(1, 1))) {
      side.receive(Frame.syn(3), Frame.syn(5));
      assertThat(side.sent()).containsExactly("RST 5 0 5");
    }
  }

  @Test
  void versionOneDiscardsDataInFlight() {
    SmuxConfig config = SmuxConfig.defaults().withVersion(1);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3).inVersion(1));
      side.accepted.getFirst().close();
      for (int i = 0; i < 2000; i++) {
        side.receive(Frame.psh(3, FRAME).inVersion(1));
      }
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void whatComesForARefusedStreamIsNoFault() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(1, 1);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.syn(5));
      for (int i = 0; i < 2000; i++) {
        side.receive(Frame.psh(5, "x"));
      }
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void floodingARefusedStreamIsAFaultWhereThereAreWindows() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(1, 1);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.syn(5));
      for (int i = 0; i < 18 + 1000; i++) {
        side.receive(Frame.psh(5, FRAME));
      }
      assertThat(side.session.isOpen()).isTrue();
      side.receive(Frame.psh(5, FRAME));
      assertThat(side.session.closeCause()).hasMessageContaining("mean nothing");
    }
    try (EmbeddedSession side = EmbeddedSession.server(config.withVersion(1))) {
      side.receive(Frame.syn(3).inVersion(1), Frame.syn(5).inVersion(1));
      for (int i = 0; i < 1100; i++) {
        side.receive(Frame.psh(5, FRAME).inVersion(1));
      }
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  /** Sends as much as the window allows. Returns the number of window updates received. */
  private static int drain(EmbeddedSession side, int bytes) {
    int updates = 0;
    for (int left = bytes; left > 0; left -= FRAME.length) {
      side.receive(Frame.psh(3, FRAME));
      List<Frame> frames = side.frames();
      assertThat(frames).allMatch(frame -> frame.command() == 4);
      updates += frames.size();
    }
    return updates;
  }
}

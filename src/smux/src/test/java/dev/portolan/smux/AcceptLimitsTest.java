package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits on streams that a peer opens. */
class AcceptLimitsTest {

  @Test
  void refusesStreamsWhereNobodyAcceptsAny() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      for (int id = 2; id <= 16; id += 2) {
        side.receive(Frame.syn(id), Frame.psh(id, "is anybody there?"));
        assertThat(side.sent()).containsExactly("FIN " + id);
      }
      assertThat(side.session.isOpen()).isTrue();
      assertThat(side.session.streamCount()).isZero();

      side.receive(Frame.syn(18));
      assertThat(side.session.isOpen()).isFalse();
      assertThat(side.session.closeCause()).hasMessageContaining("nobody accepts");
    }
  }

  @Test
  void aRefusedPeerHarmsNoOwnStream() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      StreamRecorder recorder = new StreamRecorder();
      side.open(recorder).flush();
      side.receive(Frame.syn(2), Frame.syn(4), Frame.psh(3, "still here"));
      assertThat(recorder.text()).isEqualTo("still here");
    }
  }

  @Test
  void boundsTheStreamsThatWaitForAnAnswer() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(1024, 2);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7));
      assertThat(side.sent()).containsExactly("FIN 7");
      assertThat(side.session.streamCount()).isEqualTo(2);

      side.accepted.getFirst().writeAndFlush(Unpooled.copiedBuffer("ok", UTF_8));
      assertThat(side.sent()).containsExactly("PSH 3 2");
      side.receive(Frame.syn(9), Frame.syn(11));
      assertThat(side.sent()).containsExactly("FIN 11");

      side.accepted.get(1).close();
      side.receive(Frame.syn(13));
      assertThat(side.sent()).containsExactly("FIN 5");
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void anAnswerThatThePeersWindowHoldsBackIsNoneYet() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(1024, 1);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.upd(3, 0, 0));
      side.accepted.getFirst().writeAndFlush(Unpooled.copiedBuffer("ok", UTF_8));
      assertThat(side.sent()).isEmpty();
      side.receive(Frame.syn(5));
      assertThat(side.sent()).containsExactly("FIN 5");

      side.receive(Frame.upd(3, 0, 1000));
      assertThat(side.sent()).containsExactly("PSH 3 2");
      side.receive(Frame.syn(7));
      assertThat(side.sent()).isEmpty();
    }
  }

  @Test
  void boundsAllStreams() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(3, 3);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.open(new StreamRecorder());
      side.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7));
      assertThat(side.sent()).containsExactly("FIN 7");
      assertThat(side.session.open(new StreamRecorder()).cause())
          .isInstanceOf(SmuxException.class)
          .hasMessageContaining("3 streams");
      side.accepted.getFirst().close();
      assertThat(side.open(new StreamRecorder()).isOpen()).isTrue();
    }
  }

  @Test
  void tellsWhetherThereIsRoomAndACrowd() {
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(4, 4);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.syn(5));
      assertThat(side.session.isCrowded()).as("half of them").isFalse();
      assertThat(side.session.resources().unanswered()).isEqualTo(2);
      side.receive(Frame.syn(7));
      assertThat(side.session.isCrowded()).isTrue();
      assertThat(side.session.hasRoom()).isTrue();
      side.receive(Frame.syn(9));
      assertThat(side.session.hasRoom()).isFalse();
    }
  }

  @Test
  void theDefaultsBound128UnansweredStreams() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      for (int i = 0; i < 200; i++) {
        side.receive(Frame.syn(3 + 2 * i));
      }
      assertThat(side.session.streamCount()).isEqualTo(128);
      assertThat(side.sent()).hasSize(72).allMatch(frame -> frame.startsWith("FIN"));
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 4, -2})
  void aPeerMustUseIdsOfItsOwnParity(int id) {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(id));
      assertThat(side.session.closeCause()).hasMessageContaining("number");
      assertThat(side.accepted).isEmpty();
    }
  }

  @Test
  void idsMayArriveOutOfOrderButOnlyOnce() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(9), Frame.syn(3), Frame.syn(-1), Frame.syn(5));
      assertThat(side.accepted.stream().map(SmuxStream::streamId)).containsExactly(9, 3, -1);

      side.accepted.get(1).close();
      side.receive(Frame.fin(3), Frame.syn(3), Frame.syn(9));
      assertThat(side.accepted).hasSize(3);
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void aDuplicateOpeningLeavesTheStreamAlone() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.psh(3, "a"), Frame.syn(3), Frame.psh(3, "b"));
      assertThat(side.recorders).hasSize(1);
      assertThat(side.recorders.getFirst().text()).isEqualTo("ab");
    }
  }

  /** An edge opens streams for many users, so abandoned ones are no violation of the edge's. */
  @Test
  void aPeerMayOpenAndAbandonAsManyStreamsAsItLikes() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      StreamRecorder neighbour = new StreamRecorder();
      side.open(neighbour).flush();
      for (int id = 3; id < 3 + 2 * 10_000; id += 2) {
        abandon(side, id);
      }
      side.receive(Frame.psh(2, "still here"));
      assertThat(side.session.isOpen()).isTrue();
      assertThat(side.session.streamCount()).isOne();
      assertThat(neighbour.text()).isEqualTo("still here");
    }
  }

  private static void abandon(EmbeddedSession side, int id) {
    side.receive(Frame.syn(id), Frame.fin(id));
    side.accepted.getLast().close();
    side.frames();
  }

  @Test
  void aHalfCloseIsNoAbandonedStream() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      for (int i = 0; i < 1000; i++) {
        int id = 3 + 2 * i;
        side.receive(Frame.syn(id), Frame.psh(id, "question"), Frame.fin(id));
        side.accepted.getLast().writeAndFlush(Unpooled.copiedBuffer("answer", UTF_8));
        side.accepted.getLast().shutdownOutput();
        assertThat(side.sent()).endsWith("PSH " + id + " 6", "FIN " + id);
      }
      assertThat(side.session.isOpen()).isTrue();
      assertThat(side.session.streamCount()).isZero();
    }
  }

  @Test
  void closesWhenAPeerProvokesControlFramesWithoutReading() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.stallingServer(connection)) {
      connection.stall();
      connection.write(Unpooled.wrappedBuffer(new byte[100_000]));
      int id = 3;
      while (side.session.isOpen() && id < 40_003) {
        side.receive(Frame.syn(id));
        id += 2;
      }
      // 128 are accepted; each further one is refused by a frame that the peer does not read
      assertThat((id - 3) / 2).isBetween(10_100, 10_200);
      assertThat(side.session.closeCause()).hasMessageContaining("does not read");
    }
  }
}

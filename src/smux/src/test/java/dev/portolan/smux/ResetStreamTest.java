package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A stream that is reset, by us or by the peer. */
class ResetStreamTest {
  private static final int WINDOW = 262_144;
  private static final SmuxConfig OURS = SmuxConfig.defaults().withPeerSupportsReset(true);

  @Test
  void isSentInsteadOfAFin() {
    try (EmbeddedSession side = EmbeddedSession.client(OURS)) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      stream.writeAndFlush(text("said"));
      side.sent();
      side.receive(Frame.psh(3, "heard"));
      ChannelFuture reset = stream.reset(ResetCause.ABORTED);
      assertThat(side.sent()).containsExactly("RST 3 5 1");
      assertThat(reset.isSuccess()).isTrue();
      assertThat(recorder.events).endsWith("complete", "inactive");
      assertThat(stream.closeCause()).as("closed by us").isNull();
      assertThat(side.session.streamCount()).isZero();
    }
  }

  @Test
  void discardsPendingData() {
    try (EmbeddedSession side = EmbeddedSession.client(OURS)) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[WINDOW]));
      side.frames();
      ChannelFuture waiting = stream.writeAndFlush(text("more"));
      ChannelFuture end = stream.shutdownOutput();
      stream.reset(ResetCause.CANCELLED);
      assertThat(side.sent()).containsExactly("RST 3 0 4");
      assertThat(waiting.cause()).isInstanceOf(ClosedChannelException.class);
      assertThat(end.cause()).isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void isSentBehindPendingFrames() {
    try (EmbeddedSession side = EmbeddedSession.client(OURS)) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.writeAndFlush(text("last words")).addListener(w -> stream.reset(ResetCause.LOST));
      assertThat(side.sent()).containsExactly("SYN 3", "PSH 3 10", "RST 3 0 2");
    }
  }

  @Test
  void isSentBehindAFinToo() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      side.receive(Frame.syn(3));
      side.accepted.getFirst().shutdownOutput();
      assertThat(side.sent()).containsExactly("FIN 3");
      side.accepted.getFirst().reset(ResetCause.ABORTED);
      assertThat(side.sent()).containsExactly("RST 3 0 1");
    }
  }

  @Test
  void isAFinForAPeerWithoutResets() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.syn(5));
      side.accepted.get(0).reset(ResetCause.ABORTED);
      side.accepted.get(1).shutdownOutput();
      side.accepted.get(1).reset(ResetCause.ABORTED);
      assertThat(side.sent()).containsExactly("FIN 3", "FIN 5");
    }
  }

  @Test
  void ofAStreamUnknownToThePeerSendsNothing() {
    try (EmbeddedSession side = EmbeddedSession.client(OURS)) {
      side.open(new StreamRecorder()).reset(ResetCause.CANCELLED);
      assertThat(side.sent()).isEmpty();
      assertThat(side.session.streamCount()).isZero();
    }
  }

  @Test
  void aSecondResetChangesNothing() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      side.receive(Frame.syn(3));
      SmuxStream stream = side.accepted.getFirst();
      stream.reset(ResetCause.ABORTED);
      assertThat(stream.reset(ResetCause.LOST).isSuccess()).isTrue();
      stream.close();
      assertThat(side.sent()).containsExactly("RST 3 0 1");
    }
  }

  @ParameterizedTest
  @EnumSource(ResetCause.class)
  void byThePeerDeliversEarlierDataButNoEnd(ResetCause cause) {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(OURS)) {
      side.receive(Frame.syn(3), Frame.psh(3, "a true "), Frame.psh(3, "beginning"));
      StreamRecorder recorder = side.recorders.getFirst();
      assertThat(recorder.events).containsExactly("active");
      side.receive(Frame.rst(3, 0, cause.code()));
      assertThat(recorder.text()).isEqualTo("a true beginning");
      assertThat(recorder.events).containsExactly("active", "read 16", "complete", "inactive");
      SmuxStream stream = side.accepted.getFirst();
      assertThat(stream.closeCause())
          .isInstanceOfSatisfying(
              StreamResetException.class, reset -> assertThat(reset.reset()).isEqualTo(cause))
          .hasMessageContaining(cause.words());
      assertThat(stream.isInputShutdown()).isTrue();
      assertThat(stream.isOutputShutdown()).isTrue();
    }
  }

  @Test
  void byThePeerIsAnsweredWithAFin() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      side.receive(Frame.syn(3));
      ChannelFuture waiting =
          side.accepted.getFirst().writeAndFlush(Unpooled.wrappedBuffer(new byte[WINDOW + 1]));
      side.frames();
      side.receive(Frame.rst(3, 1000, 1));
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(waiting.cause()).isInstanceOf(StreamResetException.class);
      side.receive(Frame.syn(5));
      side.accepted.getLast().shutdownOutput();
      side.sent();
      side.receive(Frame.rst(5, 0, 1));
      assertThat(side.sent()).as("an end that was told already").isEmpty();
    }
  }

  @Test
  void behindAFinIsStillAnEnd() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(OURS)) {
      side.receive(Frame.syn(3), Frame.psh(3, "whole"), Frame.fin(3), Frame.rst(3, 0, 1));
      assertThat(side.recorders.getFirst().text()).isEqualTo("whole");
      assertThat(side.recorders.getFirst().events).endsWith("complete", "input ended", "inactive");
      assertThat(side.accepted.getFirst().closeCause()).isInstanceOf(StreamResetException.class);
      assertThat(side.sent()).containsExactly("FIN 3");
    }
  }

  @Test
  void ofAClosedStreamCountsAsItsFin() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      for (int i = 0; i < 1500; i++) {
        int id = 3 + 2 * i;
        side.receive(Frame.syn(id));
        side.accepted.getLast().close();
        side.receive(Frame.rst(id, 0, 1));
      }
      assertThat(side.session.isOpen()).as("no stray frames").isTrue();
      for (int i = 0; i < 1001; i++) {
        side.receive(Frame.fin(3));
      }
      assertThat(side.session.isOpen()).as("a FIN behind a reset means nothing").isFalse();
    }
  }

  @Test
  void ofAnUnknownStreamIsAViolation() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      for (int i = 0; i < 1001; i++) {
        side.receive(Frame.rst(3, 0, 1));
      }
      assertThat(side.session.closeCause()).hasMessageContaining("mean nothing");
    }
  }

  @Test
  void cannotClaimMoreThanWasSent() {
    try (EmbeddedSession side = EmbeddedSession.server(OURS)) {
      side.receive(Frame.syn(3), Frame.rst(3, 1, 1));
      assertThat(side.session.closeCause()).hasMessageContaining("consumed more");
    }
  }

  /** From a peer that does not support resets, such a value is a large window. */
  @Test
  void isAWindowFromAPeerWithoutResets() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.rst(3, 0, 1));
      ChannelFuture write =
          side.accepted.getFirst().writeAndFlush(Unpooled.wrappedBuffer(new byte[2 * WINDOW]));
      side.frames();
      assertThat(write.isSuccess()).isTrue();
    }
  }

  @Test
  void isSentWhenThePeerOverrunsTheWindow() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(OURS)) {
      side.receive(Frame.syn(3));
      for (int i = 0; i < 19; i++) {
        side.receive(Frame.psh(3, new byte[32 * 1024]));
      }
      assertThat(side.sent()).containsExactly("RST 3 0 3");
      assertThat(side.accepted.getFirst().closeCause()).isInstanceOf(StreamResetException.class);
    }
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }
}

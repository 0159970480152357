package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.ChannelOutputShutdownException;
import java.nio.channels.ClosedChannelException;
import org.junit.jupiter.api.Test;

/** STOP_SENDING: a window of 0 behind a FIN, with which the peer has closed the stream. */
class StopSendingTest {
  private static final int WINDOW = 262_144;

  @Test
  void discardsPendingDataAndEnds() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      SmuxStream stream = side.accepted.getFirst();
      ChannelFuture write = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[WINDOW + 1]));
      ChannelFuture end = stream.shutdownOutput();
      side.receive(Frame.fin(3));
      assertThat(stream.isOpen()).as("half-closed").isTrue();
      side.sent();

      side.receive(Frame.upd(3, 1000, 0));
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(write.cause()).isInstanceOf(ChannelOutputShutdownException.class);
      assertThat(end.cause()).isInstanceOf(ChannelOutputShutdownException.class);
      assertThat(side.recorders.getFirst().events).endsWith("output ended", "inactive");
      assertThat(stream.isOpen()).isFalse();
      assertThat(stream.closeCause()).isNull();
    }
  }

  @Test
  void earlierDataOfThePeerIsStillDelivered() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.psh(3, "last"), Frame.fin(3), Frame.upd(3, 0, 0));
      SmuxStream stream = side.accepted.getFirst();
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(stream.isOpen()).isTrue();
      assertThat(stream.isOutputShutdown()).isTrue();
      assertThat(stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[1])).cause())
          .isInstanceOf(ClosedChannelException.class);

      stream.read();
      side.connection.runPendingTasks();
      stream.read();
      side.connection.runPendingTasks();
      assertThat(side.recorders.getFirst().text()).isEqualTo("last");
      assertThat(stream.isOpen()).isFalse();
    }
  }

  @Test
  void bytesInFlightNoLongerCountAsStalled() {
    SmuxConfig config = SmuxConfig.defaults().withStalledBytesCap(WINDOW - 64 * 1024);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.syn(5));
      side.accepted.get(0).writeAndFlush(Unpooled.wrappedBuffer(new byte[WINDOW]));
      side.accepted.get(1).writeAndFlush(Unpooled.wrappedBuffer(new byte[WINDOW]));
      side.sent();
      side.receive(Frame.fin(3));
      assertThat(side.sent()).isEmpty();
      side.receive(Frame.upd(3, 0, 0));
      assertThat(side.sent()).contains("FIN 3", "PSH 5 32768");
    }
  }

  @Test
  void withoutAFinAZeroWindowOnlyMeansToWait() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.upd(3, 0, 0));
      SmuxStream stream = side.accepted.getFirst();
      ChannelFuture write = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[10]));
      assertThat(side.sent()).isEmpty();
      side.receive(Frame.upd(3, 0, WINDOW));
      assertThat(side.sent()).containsExactly("PSH 3 10");
      assertThat(write.isSuccess()).isTrue();
    }
  }

  /** Only a window that none can be breaks a stream off. */
  @Test
  void aWindowOfNothingIsNoReset() {
    SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
    try (EmbeddedSession side = EmbeddedSession.server(config)) {
      side.receive(Frame.syn(3), Frame.upd(3, 0, 0));
      assertThat(side.accepted.getFirst().isOpen()).isTrue();
    }
  }
}

package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The receive buffer that some peers share between all streams is never filled. */
class StallCapTest {
  private static final int MIB = 1024 * 1024;
  private static final int FREE = 64 * 1024;
  private static final int WINDOW = 262_144;

  @Test
  void leavesRoomForOthersHoweverManyStreamsStall() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      for (int i = 0; i < 24; i++) {
        write(side.open(new StreamRecorder()), WINDOW);
      }
      Map<Integer, Integer> sent = sentBytes(side);
      long stalled = sent.values().stream().mapToLong(bytes -> Math.max(0, bytes - FREE)).sum();
      assertThat(stalled).isEqualTo(5 * MIB / 2);
      assertThat(sent.values()).hasSize(24).allMatch(bytes -> bytes >= FREE);
      assertThat(sent.values().stream().mapToInt(Integer::intValue).sum())
          .as("fits a peer that holds 4 MiB")
          .isLessThanOrEqualTo(4 * MIB);

      SmuxStream terminal = side.open(new StreamRecorder());
      write(terminal, 1000);
      assertThat(sentBytes(side)).containsEntry(terminal.streamId(), 1000);
    }
  }

  @Test
  void continuesAsSoonAsThePeerReads() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      List<ChannelFuture> writes = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        writes.add(write(side.open(new StreamRecorder()), WINDOW));
      }
      Map<Integer, Integer> sent = sentBytes(side);
      for (int round = 0;
          round < 100 && sent.values().stream().anyMatch(n -> n < WINDOW);
          round++) {
        for (Map.Entry<Integer, Integer> stream : Map.copyOf(sent).entrySet()) {
          side.receive(Frame.upd(stream.getKey(), stream.getValue(), WINDOW));
        }
        sentBytes(side).forEach((id, bytes) -> sent.merge(id, bytes, Integer::sum));
      }
      assertThat(sent.values()).hasSize(24).allMatch(bytes -> bytes == WINDOW);
      assertThat(writes).allMatch(ChannelFuture::isSuccess);
    }
  }

  @Test
  void aStreamThatBothSidesEndedNoLongerCounts() {
    SmuxConfig config = SmuxConfig.defaults().withStalledBytesCap(0);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      SmuxStream first = side.open(new StreamRecorder());
      write(first, WINDOW);
      assertThat(sentBytes(side)).containsEntry(3, FREE);
      side.receive(Frame.upd(3, FREE, WINDOW));
      assertThat(sentBytes(side)).containsEntry(3, FREE);
    }
    config = SmuxConfig.defaults().withStalledBytesCap(WINDOW - FREE);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      SmuxStream first = side.open(new StreamRecorder());
      write(first, WINDOW);
      assertThat(sentBytes(side)).containsEntry(3, WINDOW);
      first.close();
      write(side.open(new StreamRecorder()), WINDOW);
      assertThat(sentBytes(side)).containsEntry(5, FREE);

      // the peer still holds the first stream's bytes until it ends its side, too
      side.receive(Frame.fin(3));
      assertThat(sentBytes(side)).containsEntry(5, WINDOW - FREE);
    }
  }

  @Test
  void readingWhatAClosedStreamSentMakesRoom() {
    SmuxConfig config = SmuxConfig.defaults().withStalledBytesCap(WINDOW - FREE);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      SmuxStream first = side.open(new StreamRecorder());
      write(first, WINDOW);
      first.close();
      write(side.open(new StreamRecorder()), WINDOW);
      assertThat(sentBytes(side)).containsEntry(5, FREE);
      side.receive(Frame.upd(3, 100_000, WINDOW));
      assertThat(sentBytes(side)).containsEntry(5, 100_000);
    }
  }

  @Test
  void readingOneStreamMakesRoomForAnother() {
    SmuxConfig config = SmuxConfig.defaults().withStalledBytesCap(WINDOW - FREE);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      write(side.open(new StreamRecorder()), WINDOW);
      assertThat(sentBytes(side)).containsEntry(3, WINDOW);
      write(side.open(new StreamRecorder()), WINDOW);
      assertThat(sentBytes(side)).containsEntry(5, FREE);
      side.receive(Frame.upd(3, 100_000, WINDOW));
      assertThat(sentBytes(side)).containsEntry(5, 100_000);
    }
  }

  private static ChannelFuture write(SmuxStream stream, int bytes) {
    return stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
  }

  private static Map<Integer, Integer> sentBytes(EmbeddedSession side) {
    Map<Integer, Integer> sent = new HashMap<>();
    for (Frame frame : side.frames()) {
      if (frame.command() == 2) {
        sent.merge(frame.streamId(), frame.payload().length, Integer::sum);
      }
    }
    return sent;
  }
}

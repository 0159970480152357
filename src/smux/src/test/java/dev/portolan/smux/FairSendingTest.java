package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How the frames of many streams share one connection. */
class FairSendingTest {

  @Test
  void streamsTakeTurns() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream bulk = side.open(new StreamRecorder());
      SmuxStream other = side.open(new StreamRecorder());
      SmuxStream terminal = side.open(new StreamRecorder());
      bulk.writeAndFlush(Unpooled.wrappedBuffer(new byte[200_000]));
      other.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
      terminal.writeAndFlush(text("ls\n"));
      assertThat(dataOrder(side)).startsWith(3, 5, 7, 3, 5, 3, 5);
    }
  }

  @Test
  void aNewlyActiveStreamIsServedFirst() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream terminal = side.open(new StreamRecorder());
      terminal.flush();
      side.frames();
      List<SmuxStream> bulk = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        bulk.add(side.open(new StreamRecorder()));
      }
      bulk.subList(0, 39)
          .forEach(stream -> stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000])));
      bulk.getLast()
          .write(Unpooled.wrappedBuffer(new byte[10_000]))
          .addListener(served -> terminal.writeAndFlush(text("ls\n")));
      bulk.getLast().writeAndFlush(Unpooled.wrappedBuffer(new byte[90_000]));
      List<Integer> order = dataOrder(side);
      assertThat(order.indexOf(terminal.streamId())).isEqualTo(bulk.size());
      assertThat(order).hasSizeGreaterThan(3 * bulk.size());
    }
  }

  @Test
  void aStreamThatKeepsBecomingActiveHasAtMostTwoTurnsPerRound() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream hasty = side.open(new StreamRecorder());
      hasty.flush();
      List<SmuxStream> others = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SmuxStream other = side.open(new StreamRecorder());
        for (int chunk = 0; chunk < 4; chunk++) {
          other
              .write(Unpooled.wrappedBuffer(new byte[SmuxConfig.defaults().maxFrameBytes()]))
              .addListener(written -> hasty.writeAndFlush(text("x")));
        }
        other.flush();
        others.add(other);
      }
      List<Integer> order = dataOrder(side);
      int last = order.lastIndexOf(others.getLast().streamId());
      assertThat(order.subList(0, last))
          .as("its turns in four rounds of the others")
          .filteredOn(id -> id == hasty.streamId())
          .hasSizeBetween(4, 8);
    }
  }

  private static List<Integer> dataOrder(EmbeddedSession side) {
    return side.frames().stream()
        .filter(frame -> frame.command() == 2)
        .map(Frame::streamId)
        .toList();
  }

  @Test
  void controlFramesGoFirst() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      SmuxStream bulk = side.open(new StreamRecorder());
      SmuxStream reading = side.open(new StreamRecorder());
      reading.flush();
      bulk.flush();
      side.frames();

      connection.stall();
      bulk.writeAndFlush(Unpooled.wrappedBuffer(new byte[250_000]));
      connection.runPendingTasks();
      side.receive(
          Frame.psh(reading.streamId(), new byte[32_768]),
          Frame.psh(reading.streamId(), new byte[32_768]));
      connection.resume();
      List<String> sent = side.sent();
      int update = sent.indexOf("UPD 5 65536 131072");
      long before =
          sent.subList(0, update).stream().filter(frame -> frame.startsWith("PSH")).count();
      assertThat(before).as("frames of the batch that was written before it arose").isEqualTo(4);
      assertThat(sent.subList(update, sent.size())).hasSizeGreaterThan(3);
    }
  }

  @Test
  void framesAreCoalescedIntoLargeWrites() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      List<SmuxStream> streams = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        streams.add(side.open(new StreamRecorder()));
      }
      for (SmuxStream stream : streams) {
        stream.writeAndFlush(text("a keystroke"));
      }
      List<List<Frame>> writes = side.writes();
      assertThat(writes).hasSize(1);
      assertThat(writes.getFirst()).hasSize(100);

      for (int i = 0; i < 16; i++) {
        streams.getFirst().write(Unpooled.wrappedBuffer(new byte[16 * 1024 - 10]));
      }
      streams.getFirst().flush();
      assertThat(side.writes()).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void aFrameThatABatchHasFourKibibytesForIsPutIntoIt() {
    assertThat(writesWithRoomFor(4096)).isEqualTo(1);
    assertThat(writesWithRoomFor(4095)).isEqualTo(2);
  }

  /** Writes for three streams, of which two leave so much room in the first batch. */
  private static int writesWithRoomFor(int payload) {
    SmuxConfig config = SmuxConfig.defaults().withMaxFrameBytes(65_535);
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      int opening = 8;
      int header = 8;
      int first = 65_535;
      int second = FrameSender.BATCH_BYTES - 2 * opening - 2 * header - first - (header + payload);
      for (int bytes : new int[] {first, second, 10}) {
        side.open(new StreamRecorder()).writeAndFlush(Unpooled.wrappedBuffer(new byte[bytes]));
      }
      return side.writes().size();
    }
  }

  @Test
  void takesNoDataFromStreamsWhileTheConnectionIsNotWritable() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      connection.stall();
      List<SmuxStream> streams = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        SmuxStream stream = side.open(new StreamRecorder());
        stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
        streams.add(stream);
      }
      connection.runPendingTasks();
      assertThat(connection.unsafe().outboundBuffer().totalPendingWriteBytes())
          .isLessThan(3 * FrameSender.BATCH_BYTES);
      assertThat(streams).filteredOn(stream -> !stream.isWritable()).hasSizeGreaterThan(15);

      connection.resume();
      assertThat(side.frames().stream().mapToInt(frame -> frame.payload().length).sum())
          .isEqualTo(2_000_000);
      assertThat(streams).allMatch(SmuxStream::isWritable);
    }
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }
}

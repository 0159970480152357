package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelProgressiveFuture;
import io.netty.channel.ChannelProgressiveFutureListener;
import io.netty.channel.ChannelProgressivePromise;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.UnsupportedMessageTypeException;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** One stream from its opening to its end, frame by frame. */
class StreamLifeTest {

  @Test
  void opensWithItsFirstBytesInOneWrite() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThat(stream.isActive()).isTrue();
      assertThat(stream.streamId()).isEqualTo(3);
      assertThat(side.sent()).isEmpty();

      stream.write(text("hello, "));
      stream.writeAndFlush(text("world"));
      assertThat(side.writes().toString()).isEqualTo("[[SYN 3, PSH 3 12]]");
    }
  }

  @Test
  void opensWithTheFirstFlushEvenWithoutBytes() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.flush();
      assertThat(side.sent()).containsExactly("SYN 3");
      stream.flush();
      assertThat(side.sent()).isEmpty();
    }
  }

  @Test
  void numbersStreamsByRole() {
    try (EmbeddedSession client = EmbeddedSession.client();
        EmbeddedSession server = EmbeddedSession.server()) {
      assertThat(client.open(new StreamRecorder()).streamId()).isEqualTo(3);
      assertThat(client.open(new StreamRecorder()).streamId()).isEqualTo(5);
      assertThat(server.open(new StreamRecorder()).streamId()).isEqualTo(2);
      assertThat(server.open(new StreamRecorder()).streamId()).isEqualTo(4);
    }
  }

  @Test
  void cutsLongWritesIntoFrames() {
    try (EmbeddedSession side =
        EmbeddedSession.client(SmuxConfig.defaults().withMaxFrameBytes(10))) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.write(text("0123456"));
      stream.writeAndFlush(text("789abcdefghijklm"));
      assertThat(side.sent()).containsExactly("SYN 3", "PSH 3 10", "PSH 3 10", "PSH 3 3");
    }
  }

  @Test
  void deliversDataAndSendsAWindowUpdateWhenDue() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      stream.flush();
      side.sent();
      side.receive(Frame.psh(3, "abc"), Frame.psh(3, "de"));
      assertThat(recorder.events).containsExactly("active", "read 3", "read 2", "complete");
      assertThat(recorder.text()).isEqualTo("abcde");
      assertThat(side.sent()).isEmpty();
      side.receive(Frame.psh(3, new byte[65_530]));
      assertThat(side.sent()).isEmpty();
      side.receive(Frame.psh(3, "f"));
      assertThat(side.sent()).containsExactly("UPD 3 65536 131072");
    }
  }

  @Test
  void aBulkStreamsReadCompletesAtTheEndOfAFrameAndAnInteractiveOnesAtOnce() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      List<String> events = side.recorders.getFirst().events;
      ByteBuf interactive = Frame.wire(Frame.psh(3, new byte[1000]));
      side.receive(interactive.readRetainedSlice(500));
      assertThat(events).containsExactly("active", "read 492", "complete");
      side.receive(interactive);
      events.clear();

      for (int i = 0; i < 2; i++) {
        side.receive(Frame.psh(3, new byte[40_000]));
      }
      events.clear();
      ByteBuf bulk = Frame.wire(Frame.psh(3, new byte[1000]));
      side.receive(bulk.readRetainedSlice(500));
      assertThat(events).containsExactly("read 492");
      side.receive(bulk);
      assertThat(events).containsExactly("read 492", "read 508", "complete");

      bulk = Frame.wire(Frame.psh(3, new byte[1000]));
      side.receive(bulk.readRetainedSlice(500));
      bulk.release();
      side.session.close();
      side.connection.runPendingTasks();
      assertThat(events).endsWith("read 492", "complete", "inactive");
    }
  }

  @Test
  void anInteractiveStreamsReadCompletesBeforeABulkOnes() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.syn(5));
      side.receive(Frame.psh(3, new byte[60_000]), Frame.psh(3, new byte[60_000]));
      List<String> order = new ArrayList<>();
      side.accepted.get(0).pipeline().addLast(completions("bulk", order));
      side.accepted.get(1).pipeline().addLast(completions("interactive", order));
      side.receive(Frame.psh(3, new byte[1000]), Frame.psh(5, "key"));
      assertThat(order).containsExactly("interactive", "bulk");
    }
  }

  private static ChannelHandler completions(String name, List<String> order) {
    return new ChannelInboundHandlerAdapter() {
      @Override
      public void channelReadComplete(ChannelHandlerContext ctx) {
        order.add(name);
      }
    };
  }

  @Test
  void deliversOnlyWhatIsRead() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.psh(3, "first"));
      StreamRecorder recorder = side.recorders.getFirst();
      assertThat(recorder.events).containsExactly("active");
      assertThat(side.sent()).isEmpty();

      side.accepted.getFirst().read();
      side.connection.runPendingTasks();
      assertThat(recorder.events).containsExactly("active", "read 5", "complete");

      side.receive(Frame.psh(3, "second"), Frame.fin(3));
      assertThat(recorder.text()).isEqualTo("first");
      side.accepted.getFirst().read();
      side.connection.runPendingTasks();
      assertThat(recorder.text()).isEqualTo("firstsecond");
      assertThat(recorder.events).doesNotContain("input ended");
      side.accepted.getFirst().read();
      assertThat(recorder.events).endsWith("complete", "input ended");
    }
  }

  @Test
  void aReadRequestedWhileReadingIsNotLost() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3));
      SmuxStream stream = side.accepted.getFirst();
      stream
          .pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ctx.read();
                  ctx.fireChannelRead(message);
                }
              });
      stream.read();
      side.receive(Frame.psh(3, "a"));
      side.receive(Frame.psh(3, "b"));
      side.receive(Frame.psh(3, "c"));
      assertThat(side.recorders.getFirst().text()).isEqualTo("abc");
    }
  }

  @Test
  void turningAutoReadOffStopsDeliveryAtOnce() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      SmuxStream stream = side.accepted.getFirst();
      stream
          .pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  ctx.channel().config().setAutoRead(false);
                  ctx.fireChannelRead(message);
                }
              });
      side.receive(Frame.psh(3, "one"), Frame.psh(3, "two"), Frame.fin(3));
      StreamRecorder recorder = side.recorders.getFirst();
      assertThat(recorder.events).containsExactly("active", "read 3", "complete");

      stream.config().setAutoRead(true);
      side.connection.runPendingTasks();
      assertThat(recorder.events).endsWith("complete", "read 3", "complete");
      stream.config().setAutoRead(true);
      side.connection.runPendingTasks();
      assertThat(recorder.events).endsWith("complete", "read 3", "complete", "input ended");
    }
  }

  @Test
  void aLongBurstIsSplitSoThatHandlersFlush() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(
          Frame.syn(3),
          Frame.psh(3, new byte[60_000]),
          Frame.psh(3, new byte[60_000]),
          Frame.psh(3, new byte[60_000]),
          Frame.psh(3, new byte[60_000]));
      assertThat(side.recorders.getFirst().events)
          .containsExactly(
              "active",
              "read 60000",
              "read 60000",
              "read 60000",
              "complete",
              "read 60000",
              "complete");
    }
  }

  @Test
  void aLongBurstIsCompleteWithItsLastByteWhileTheConnectionIsStillRead() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      List<String> events = side.recorders.getFirst().events;
      // parts of one read of the connection, which has more data
      readPart(side, Frame.psh(3, new byte[65_535]), Frame.psh(3, new byte[65_536 - 2_000]));
      readPart(side, Frame.psh(3, new byte[2_000]));
      assertThat(events).containsExactly("active", "read 65535", "read 63536", "read 2000");
      readPart(side, Frame.psh(3, new byte[1]));
      assertThat(events).endsWith("read 2000", "read 1", "complete");
      readPart(side, Frame.psh(3, new byte[5]));
      assertThat(events).endsWith("complete", "read 5");
      side.connection.pipeline().fireChannelReadComplete();
      assertThat(events).endsWith("read 5", "complete");
    }
  }

  private static void readPart(EmbeddedSession side, Frame... frames) {
    side.connection.pipeline().fireChannelRead(Frame.wire(frames));
  }

  private static void onRead(SmuxStream stream, Runnable task) {
    stream
        .pipeline()
        .addFirst(
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext ctx, Object message) {
                task.run();
                ctx.fireChannelRead(message);
              }
            });
  }

  @Test
  void anotherStreamsHandlerStopsDeliveryInTheMiddleOfABurst() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.syn(5));
      SmuxStream stopped = side.accepted.getFirst();
      onRead(side.accepted.getLast(), () -> stopped.config().setAutoRead(false));
      side.receive(Frame.psh(3, "one"), Frame.psh(5, "stop"), Frame.psh(3, "two"));
      assertThat(side.recorders.getFirst().events).containsExactly("active", "read 3", "complete");
      stopped.read();
      assertThat(side.recorders.getFirst().events).endsWith("complete", "read 3");
    }
  }

  @Test
  void aReadRequestedInABurstIsServedAfterIt() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.syn(5));
      SmuxStream asking = side.accepted.getFirst();
      onRead(
          side.accepted.getLast(),
          () -> {
            asking.config().setAutoRead(false);
            asking.read();
          });
      side.receive(Frame.psh(3, "one"), Frame.psh(5, "ask"), Frame.psh(3, "two"));
      side.connection.runPendingTasks();
      assertThat(side.recorders.getFirst().events)
          .containsExactly("active", "read 3", "complete", "read 3", "complete");
    }
  }

  @Test
  void whatIsSaidToARoundOfReadsLeavesWithIt() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      SmuxStream stream = side.accepted.getFirst();
      onRead(stream, () -> stream.writeAndFlush(text("answer")));
      readPart(side, Frame.psh(3, "question"));
      assertThat(side.connection.outboundMessages()).isEmpty();
      side.connection.pipeline().fireChannelReadComplete();
      assertThat(side.connection.outboundMessages()).hasSize(1);
      assertThat(side.sent()).containsExactly("PSH 3 6");
    }
  }

  @Test
  void whatComesWhileAStreamIsReadIsDeliveredBehindIt() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      List<String> more = new ArrayList<>(List.of("second"));
      onRead(
          side.accepted.getFirst(),
          () -> {
            if (!more.isEmpty()) {
              readPart(side, Frame.psh(3, more.removeFirst()));
            }
          });
      readPart(side, Frame.psh(3, "first, "));
      assertThat(side.recorders.getFirst().text()).isEqualTo("first, second");
      side.connection.pipeline().fireChannelReadComplete();
    }
  }

  @Test
  void theRoundTripIsTakenFromTheOpeningFrameAndItsFirstAnswer() {
    assertThat(updatesAfter(40)).as("a long line").isEqualTo(2);
    assertThat(updatesAfter(0)).as("a short one").isEqualTo(1);
  }

  /** How many updates there are for a window and a half behind the first update. */
  private static int updatesAfter(int roundTripMillis) {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      side.open(new StreamRecorder()).flush();
      side.sent();
      side.pass(roundTripMillis, TimeUnit.MILLISECONDS);
      side.receive(Frame.psh(3, new byte[32_768]), Frame.psh(3, new byte[32_768]));
      assertThat(side.sent()).containsExactly("UPD 3 65536 131072");
      side.receive(Frame.psh(3, new byte[32_768]), Frame.psh(3, new byte[32_768]));
      return side.sent().size();
    }
  }

  @Test
  void endsItsOutputAfterEverythingWritten() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      ChannelFuture write = stream.write(Unpooled.wrappedBuffer(new byte[300_000]));
      ChannelFuture end = stream.shutdownOutput();
      ChannelFuture late = stream.write(text("late"));
      side.connection.runPendingTasks();
      assertThat(stream.isOutputShutdown()).isTrue();
      assertThat(late.cause()).isInstanceOf(ChannelOutputShutdownException.class);
      assertThat(sizes(side)).isEqualTo(262_144);
      assertThat(write.isDone()).isFalse();
      assertThat(end.isDone()).isFalse();

      side.receive(Frame.upd(3, 262_144, 262_144));
      assertThat(side.sent()).endsWith("FIN 3");
      assertThat(write.isSuccess()).isTrue();
      assertThat(end.isSuccess()).isTrue();
      assertThat(recorder.events).contains("output ended");
      assertThat(stream.isOpen()).isTrue();
      assertThat(stream.isInputShutdown()).isFalse();
    }
  }

  @Test
  void aSecondShutdownWaitsForTheFirst() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      ChannelFuture first = stream.shutdownOutput();
      ChannelFuture second = stream.shutdownOutput();
      assertThat(second.isDone()).isFalse();
      assertThat(side.sent()).containsExactly("SYN 3", "FIN 3");
      assertThat(first.isSuccess()).isTrue();
      assertThat(second.isSuccess()).isTrue();
      assertThat(stream.shutdownOutput().isSuccess()).isTrue();
    }
  }

  @Test
  void staysOpenForItsOtherDirection() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3), Frame.psh(3, "question"), Frame.fin(3));
      SmuxStream stream = side.accepted.getFirst();
      StreamRecorder recorder = side.recorders.getFirst();
      assertThat(recorder.events).containsExactly("active", "read 8", "complete", "input ended");
      assertThat(stream.isOpen()).isTrue();
      assertThat(stream.isInputShutdown()).isTrue();

      stream.writeAndFlush(text("answer"));
      assertThat(side.sent()).containsExactly("PSH 3 6");
      stream.shutdownOutput();
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(stream.isOpen()).isFalse();
      assertThat(recorder.events).endsWith("output ended", "inactive");
      assertThat(stream.closeCause()).isNull();
      assertThat(side.session.streamCount()).isZero();
    }
  }

  @Test
  void unreadDataSurvivesBothFins() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.psh(3, "unread"), Frame.fin(3));
      SmuxStream stream = side.accepted.getFirst();
      stream.shutdownOutput();
      assertThat(side.sent()).containsExactly("FIN 3");
      assertThat(stream.isOpen()).isTrue();

      stream.read();
      side.connection.runPendingTasks();
      stream.read();
      side.connection.runPendingTasks();
      assertThat(side.recorders.getFirst().events)
          .endsWith("read 6", "complete", "input ended", "inactive");
    }
  }

  @Test
  void closesWithThePeerWhenHalfClosureIsOff() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      side.accepted.getFirst().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
      side.receive(Frame.psh(3, "x"), Frame.fin(3));
      assertThat(side.recorders.getFirst().events)
          .containsExactly("active", "read 1", "complete", "inactive");
      assertThat(side.sent()).contains("FIN 3");
    }
  }

  @Test
  void closeSendsFlushedDataAndFailsOtherWrites() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      ChannelFuture flushed = stream.writeAndFlush(text("flushed"));
      ChannelFuture forgotten = stream.write(text("forgotten"));
      stream.close();
      assertThat(flushed.isSuccess()).isTrue();
      assertThat(forgotten.cause()).isInstanceOf(ClosedChannelException.class);
      assertThat(side.writes().toString()).isEqualTo("[[SYN 3, PSH 3 7, FIN 3]]");
      assertThat(recorder.events).containsExactly("active", "inactive");
      assertThat(stream.write(text("late")).cause()).isInstanceOf(ClosedChannelException.class);
      assertThat(stream.shutdownOutput().cause()).isInstanceOf(ClosedChannelException.class);
      assertThat(stream.shutdownInput().cause()).isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void closingBeforeTheFirstFlushTellsThePeerNothing() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.write(text("never flushed"));
      stream.close();
      assertThat(side.sent()).isEmpty();
      assertThat(side.session.streamCount()).isZero();
    }
  }

  @Test
  void closeFailsAPendingShutdown() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.write(Unpooled.wrappedBuffer(new byte[300_000]));
      ChannelFuture end = stream.shutdownOutput();
      side.frames();
      stream.close();
      assertThat(end.cause()).isInstanceOf(ClosedChannelException.class);
      assertThat(side.sent()).containsExactly("FIN 3");
    }
  }

  @Test
  void dataAfterInputShutdownIsDiscardedButAcknowledged() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.psh(3, "unread"));
      SmuxStream stream = side.accepted.getFirst();
      stream.shutdownInput();
      for (int i = 0; i < 4; i++) {
        side.receive(Frame.psh(3, new byte[40_000]));
      }
      assertThat(side.sent()).containsExactly("UPD 3 80006 131072", "UPD 3 160006 131072");
      assertThat(side.recorders.getFirst().events).containsExactly("active");
      stream.shutdownOutput();
      side.receive(Frame.fin(3));
      assertThat(stream.isOpen()).isFalse();
    }
  }

  @Test
  void acceptsOnlyBuffers() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      assertThat(stream.writeAndFlush("text").cause())
          .isInstanceOf(UnsupportedMessageTypeException.class);
      assertThat(stream.writeAndFlush(Unpooled.EMPTY_BUFFER).isSuccess()).isFalse();
      assertThat(side.sent()).containsExactly("SYN 3");
      assertThat(stream.isOpen()).isTrue();
    }
  }

  @Test
  void anEmptyWriteCompletesWithAClosedWindow() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[262_144]));
      side.frames();
      ChannelFuture empty = stream.writeAndFlush(Unpooled.EMPTY_BUFFER);
      side.connection.runPendingTasks();
      assertThat(empty.isSuccess()).isTrue();
      assertThat(side.sent()).isEmpty();
    }
  }

  @Test
  void tellsHowMuchOfALongWriteHasLeft() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      AtomicLong left = new AtomicLong();
      ChannelProgressivePromise written = stream.newProgressivePromise();
      written.addListener(
          new ChannelProgressiveFutureListener() {
            @Override
            public void operationProgressed(
                ChannelProgressiveFuture future, long progress, long total) {
              left.set(progress);
            }

            @Override
            public void operationComplete(ChannelProgressiveFuture future) {}
          });
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[300_000]), written);
      side.frames();
      assertThat(left).hasValue(262_144);
      assertThat(written.isDone()).isFalse();

      side.receive(Frame.upd(3, 100_000, 262_144));
      side.frames();
      assertThat(left).hasValue(300_000);
      assertThat(written.isSuccess()).isTrue();
    }
  }

  @Test
  void writabilityFollowsTheWindow() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[262_144]));
      side.frames();
      assertThat(stream.isWritable()).isTrue();
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
      side.frames();
      assertThat(stream.isWritable()).isFalse();
      side.receive(Frame.upd(3, 100_000, 262_144));
      assertThat(stream.isWritable()).isTrue();
      assertThat(sizes(side)).isEqualTo(100_000);
    }
  }

  @Test
  void closingInsideAWriteListenerSendsNothingTwice() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.write(text("one")).addListener(written -> stream.close());
      stream.writeAndFlush(text("two"));
      assertThat(side.sent()).containsExactly("SYN 3", "PSH 3 6", "FIN 3");
      assertThat(stream.isOpen()).isFalse();
    }
  }

  @Test
  void versionOneSendsWithoutWindows() {
    try (EmbeddedSession side = EmbeddedSession.client(SmuxConfig.defaults().withVersion(1))) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      ChannelFuture write = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[1_000_000]));
      assertThat(side.frames()).allMatch(frame -> frame.version() == 1);
      assertThat(write.isSuccess()).isTrue();
      side.receive(Frame.psh(3, "answer").inVersion(1));
      assertThat(recorder.text()).isEqualTo("answer");
      assertThat(side.sent()).isEmpty();
    }
  }

  private static int sizes(EmbeddedSession side) {
    return side.frames().stream()
        .filter(frame -> frame.command() == 2)
        .mapToInt(frame -> frame.payload().length)
        .sum();
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }
}

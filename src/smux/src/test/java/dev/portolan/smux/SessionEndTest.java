package dev.portolan.smux;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A session ends exactly once, whatever the cause, and delivers all data received before. */
class SessionEndTest {

  /** Ways in which a session ends. */
  enum End {
    OUR_CLOSE {
      @Override
      void happen(EmbeddedSession side) {
        side.session.close();
        side.connection.runPendingTasks();
      }
    },
    CONNECTION_CLOSED {
      @Override
      void happen(EmbeddedSession side) {
        side.connection.close();
      }
    },
    CONNECTION_BROKEN {
      @Override
      void happen(EmbeddedSession side) {
        side.connection.pipeline().fireExceptionCaught(new IOException("connection reset"));
      }
    },
    BREACH_OF_PROTOCOL {
      @Override
      void happen(EmbeddedSession side) {
        side.receive(new Frame(2, 9, 0, new byte[0]));
      }
    };

    abstract void happen(EmbeddedSession side);
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void everyStreamEndsOnceAndEveryPromiseCompletes(End end) {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      AtomicInteger ends = new AtomicInteger();
      side.session.closeFuture().addListener(ended -> ends.incrementAndGet());
      List<StreamRecorder> recorders = new ArrayList<>();
      List<Future<?>> promises = new ArrayList<>();
      List<Future<?>> flushed = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        StreamRecorder recorder = new StreamRecorder();
        recorders.add(recorder);
        SmuxStream stream = side.open(recorder);
        promises.add(stream.closeFuture());
        flushed.add(stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[300_000])));
        promises.add(stream.shutdownOutput());
      }
      ChannelFuture unflushed = side.open(new StreamRecorder()).write(text("not flushed"));
      promises.addAll(flushed);
      promises.add(unflushed);
      side.frames();

      end.happen(side);
      assertThat(side.session.isOpen()).isFalse();
      assertThat(side.session.streamCount()).isZero();
      assertThat(promises).allMatch(Future::isDone);
      assertThat(recorders).allMatch(recorder -> recorder.events.getLast().equals("inactive"));
      assertThat(recorders).noneMatch(recorder -> recorder.events.contains("input ended"));
      assertThat(side.connection.isOpen()).isFalse();
      assertThat(side.session.closeFuture().isSuccess()).isTrue();
      if (end == End.OUR_CLOSE) {
        assertThat(side.session.closeCause()).isNull();
      } else {
        assertThat(side.session.closeCause()).isInstanceOf(SmuxException.class);
        assertThat(flushed).extracting(Future::cause).containsOnly(side.session.closeCause());
        assertThat(unflushed.cause()).hasCause(side.session.closeCause());
      }

      Future<SmuxStream> late = side.session.open(new StreamRecorder());
      assertThat(late.cause()).isInstanceOf(SmuxException.class).hasMessageContaining("closed");
      End.OUR_CLOSE.happen(side);
      End.CONNECTION_CLOSED.happen(side);
      assertThat(ends).hasValue(1);
    }
  }

  @ParameterizedTest
  @EnumSource(End.class)
  void receivedDataIsDeliveredFirst(End end) {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.syn(5), Frame.syn(7));
      side.receive(Frame.psh(3, "to be "), Frame.psh(5, "whole"), Frame.fin(5));
      side.receive(Frame.psh(3, "continued"));
      end.happen(side);
      assertThat(side.recorders.get(0).text()).isEqualTo("to be continued");
      assertThat(side.recorders.get(0).events)
          .containsExactly("active", "read 15", "complete", "inactive");
      assertThat(side.recorders.get(1).text()).isEqualTo("whole");
      assertThat(side.recorders.get(1).events)
          .containsExactly("active", "read 5", "complete", "input ended", "inactive");
      assertThat(side.recorders.get(2).events).containsExactly("active", "inactive");
      assertThat(side.accepted)
          .allMatch(stream -> (stream.closeCause() == null) == (end == End.OUR_CLOSE));
    }
  }

  @Test
  void aTruncatedFrameIsDeliveredAsFarAsItArrived() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      byte[] frame = Frame.psh(3, "only the first half").bytes();
      side.receive(Frame.syn(3));
      side.receive(Unpooled.wrappedBuffer(frame, 0, 16));
      side.connection.close();
      assertThat(side.recorders.getFirst().text()).isEqualTo("only the");
      assertThat(side.recorders.getFirst().events).doesNotContain("input ended");
    }
  }

  @Test
  void nothingIsDecodedBehindAProtocolViolation() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(
          Frame.syn(3), Frame.psh(3, "good"), new Frame(2, 3, 0, new byte[1]), Frame.psh(3, "bad"));
      assertThat(side.recorders.getFirst().text()).isEqualTo("good");
      assertThat(side.connection.isOpen()).isFalse();
    }
  }

  @Test
  void closingTheSessionWhileReadingStillDeliversTheRest() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3), Frame.psh(3, new byte[60_000]), Frame.psh(3, new byte[60_000]));
      SmuxStream stream = side.accepted.getFirst();
      stream
          .pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  side.session.close();
                  side.connection.runPendingTasks();
                  ctx.fireChannelRead(message);
                }
              });
      stream.read();
      side.connection.runPendingTasks();
      assertThat(side.recorders.getFirst().received.size()).isEqualTo(120_000);
      assertThat(side.recorders.getFirst().events).endsWith("inactive");
    }
  }

  @Test
  void anOrderlyCloseFlushesPendingWrites() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      ChannelFuture write = stream.writeAndFlush(text("last words"));
      side.session.close();
      assertThat(side.sent()).containsExactly("SYN 3", "PSH 3 10");
      assertThat(write.isSuccess()).isTrue();
    }
  }

  /** Nothing else would flush them. */
  @Test
  void anOrderlyCloseFlushesWritesMadeWhileItIsScheduled() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      SmuxStream stream = side.open(new StreamRecorder());
      side.session.close();
      ChannelFuture write = stream.writeAndFlush(text("last words"));
      assertThat(side.sent()).containsExactly("SYN 3", "PSH 3 10");
      assertThat(write.isSuccess()).isTrue();
    }
  }

  @Test
  void theTimerStopsAtOnceThoughTheConnectionIsStillFlushing() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      assertThat(side.session.resources().timed()).isTrue();
      connection.stall();
      side.session.close();
      connection.runPendingTasks();
      assertThat(connection.isOpen()).isTrue();
      assertThat(side.session.resources()).isEqualTo(SessionResources.NONE);
    }
  }

  @Test
  void anAnswerMayComeBeforeTheWriteReturns() {
    EmbeddedChannel connection =
        new EmbeddedChannel(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
                boolean opening = ((ByteBuf) message).isReadable();
                ctx.write(message, promise);
                if (opening) {
                  ctx.fireChannelRead(Frame.wire(Frame.psh(3, "quick"), Frame.fin(3)));
                  ctx.fireChannelReadComplete();
                }
              }
            });
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      StreamRecorder recorder = new StreamRecorder();
      side.open(recorder).writeAndFlush(text("hello"));
      connection.runPendingTasks();
      assertThat(recorder.text()).isEqualTo("quick");
      assertThat(recorder.events).endsWith("input ended");
    }
  }

  @Test
  void aFailedWriteEndsEverything() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      connection.breakWrites();
      stream.writeAndFlush(text("hello"));
      connection.runPendingTasks();
      assertThat(side.session.isOpen()).isFalse();
      assertThat(side.session.streamCount()).isZero();
      assertThat(recorder.events).endsWith("inactive");
      assertThat(side.session.closeFuture().isSuccess()).isTrue();
    }
  }

  @Test
  void aWriteThatFailsOnAConnectionThatStaysOpenEndsEverythingToo() {
    EmbeddedChannel connection = failing();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      StreamRecorder recorder = new StreamRecorder();
      side.open(recorder).writeAndFlush(text("hello"));
      connection.runPendingTasks();
      assertThat(side.session.closeCause()).hasRootCauseMessage("no key for this record");
      assertThat(side.session.streamCount()).isZero();
      assertThat(recorder.events).endsWith("inactive");
      assertThat(connection.isOpen()).isFalse();
    }
  }

  private static EmbeddedChannel failing() {
    return new EmbeddedChannel(
        new ChannelOutboundHandlerAdapter() {
          @Override
          public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
            ReferenceCountUtil.release(message);
            promise.setFailure(new IOException("no key for this record"));
          }
        });
  }

  /** It would go out in several batches, the first of which ends the session. */
  @Test
  void whatAStreamHasLeftIsDroppedBehindAWriteThatFails() {
    EmbeddedChannel connection = failing();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      ChannelFuture write =
          stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[2 * FrameSender.BATCH_BYTES]));
      stream.close();
      assertThat(side.session.isOpen()).isFalse();
      assertThat(write.cause()).isNotNull();
      assertThat(recorder.events).endsWith("inactive");
    }
  }

  @Test
  void framesBehindTheEndAreDropped() {
    EmbeddedChannel connection = new EmbeddedChannel();
    FrameSender sender = new FrameSender(connection, SmuxConfig.defaults(), cause -> {});
    sender.stop();
    sender.end(3);
    assertThat(connection.finish()).as("anything sent").isFalse();
  }

  @Test
  void aStreamWhoseOwnHandlerClosesItIsNotOpened() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      Future<SmuxStream> opening =
          side.session.open(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext ctx) {
                  ctx.close();
                }
              });
      assertThat(opening.cause()).isInstanceOf(SmuxException.class);
      assertThat(side.session.streamCount()).isZero();
      assertThat(side.sent()).isEmpty();
    }
  }

  /** Such as the end of a stream: nothing else would tell the peer of it. */
  @Test
  void framesThatWaitForTheConnectionLeaveWithAnOrderlyCloseOnly() {
    assertThat(sentAfter(End.OUR_CLOSE)).containsExactly("FIN 3");
    assertThat(sentAfter(End.BREACH_OF_PROTOCOL)).isEmpty();
  }

  private static List<String> sentAfter(End end) {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      SmuxStream stream = side.open(new StreamRecorder());
      stream.flush();
      side.sent();
      connection.stall();
      connection.writeAndFlush(Unpooled.EMPTY_BUFFER);
      connection.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
      stream.close();
      connection.runPendingTasks();
      end.happen(side);
      connection.resume();
      return side.sent();
    }
  }

  @Test
  void isToldBySentencesWhatEndedIt() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      End.CONNECTION_CLOSED.happen(side);
      assertThat(side.session.closeCause()).hasMessageContaining("closed by the other side");
    }
    try (EmbeddedSession side = EmbeddedSession.client()) {
      side.connection.pipeline().removeLast();
      assertThat(side.session.closeCause()).hasMessageContaining("taken off its connection");
    }
  }

  @Test
  void noFrameIsTakenBehindTheOneWhoseReaderClosedTheSession() {
    try (EmbeddedSession side = EmbeddedSession.server()) {
      side.receive(Frame.syn(3));
      side.accepted
          .getFirst()
          .pipeline()
          .addFirst(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelRead(ChannelHandlerContext ctx, Object message) {
                  End.OUR_CLOSE.happen(side);
                  ctx.fireChannelRead(message);
                }
              });
      side.receive(Frame.psh(3, "the last"), Frame.syn(5));
      assertThat(side.accepted).hasSize(1);
    }
  }

  private static ByteBuf text(String text) {
    return Unpooled.copiedBuffer(text, UTF_8);
  }
}

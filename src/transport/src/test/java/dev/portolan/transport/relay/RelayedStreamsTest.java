package dev.portolan.transport.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.smux.StreamResetException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two streams that are relayed as an edge does it, with a real peer at the end of each. */
class RelayedStreamsTest {
  private final Line near = new Line();
  private final Line far = new Line();
  private int up;
  private int down;
  private final RelayMeter meter =
      new RelayMeter() {
        @Override
        public void up(int bytes) {
          up += bytes;
        }

        @Override
        public void down(int bytes) {
          down += bytes;
        }
      };

  /** A connection with one stream on it, which the peer has opened. */
  private static final class Line {
    private final EmbeddedChannel here = new EmbeddedChannel();
    private final EmbeddedChannel there = new EmbeddedChannel();
    private final Taken taken = new Taken();
    private final SmuxSession session;
    private final SmuxStream peer;
    private final AtomicReference<SmuxStream> accepted = new AtomicReference<>();
    private final SmuxStream own;

    Line() {
      SmuxConfig config = SmuxConfig.defaults().withPeerSupportsReset(true);
      session = SmuxSession.start(here, SmuxRole.SERVER, config, new Accepting());
      peer = SmuxSession.start(there, SmuxRole.CLIENT, config, null).open(taken).getNow();
      peer.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
      peer.writeAndFlush(Unpooled.EMPTY_BUFFER); // with which it is opened
      settle();
      own = Objects.requireNonNull(accepted.get());
    }

    void settle() {
      while (move()) {
        // until all has arrived
      }
    }

    @ChannelHandler.Sharable
    private final class Accepting extends ChannelInboundHandlerAdapter {
      @Override
      public void handlerAdded(ChannelHandlerContext ctx) {
        ctx.channel().config().setAutoRead(false);
        accepted.set((SmuxStream) ctx.channel());
      }
    }

    /** Carries what each side has sent to the other. */
    boolean move() {
      here.runPendingTasks();
      there.runPendingTasks();
      boolean moved = carry(here, there);
      return carry(there, here) || moved;
    }

    private static boolean carry(EmbeddedChannel from, EmbeddedChannel to) {
      boolean any = false;
      for (ByteBuf bytes = from.readOutbound(); bytes != null; bytes = from.readOutbound()) {
        to.writeInbound(bytes);
        any = true;
      }
      return any;
    }

    void says(String text) {
      peer.writeAndFlush(Unpooled.copiedBuffer(text, US_ASCII));
    }

    @Nullable ResetCause reset() {
      return peer.closeCause() instanceof StreamResetException reset ? reset.reset() : null;
    }

    void stop() {
      here.finishAndReleaseAll();
      there.finishAndReleaseAll();
    }
  }

  /** What a peer has got. */
  private static final class Taken extends SimpleChannelInboundHandler<ByteBuf> {
    private final StringBuilder text = new StringBuilder();

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, ByteBuf bytes) {
      text.append(bytes.toString(US_ASCII));
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
      if (event instanceof ChannelInputShutdownEvent) {
        text.append('.');
      }
    }
  }

  @AfterEach
  void stop() {
    near.stop();
    far.stop();
  }

  private Relay join(HalfClose mode) {
    return Relay.join(near.own, far.own, meter, mode);
  }

  private void settle() {
    while (near.move() || far.move()) {
      // until all has arrived
    }
  }

  @Test
  void bytesGoBothWaysAndAreCounted() {
    Relay relay = join(HalfClose.FORWARD);
    near.says("question");
    far.says("answer");
    settle();
    assertThat(far.taken.text).hasToString("question");
    assertThat(near.taken.text).hasToString("answer");
    assertThat(up).isEqualTo(8);
    assertThat(down).isEqualTo(6);
    assertThat(relay.ended().isDone()).isFalse();
  }

  @Test
  void anEndOfOneDirectionLeavesTheOtherOpen() {
    Relay relay = join(HalfClose.FORWARD);
    near.says("question");
    near.peer.shutdownOutput();
    settle();
    assertThat(far.taken.text).hasToString("question.");
    far.says("answer");
    settle();
    assertThat(near.taken.text).hasToString("answer");
    assertThat(relay.ended().isDone()).isFalse();
    far.peer.shutdownOutput();
    settle();
    assertThat(near.taken.text).hasToString("answer.");
    assertThat(near.own.isOpen() || far.own.isOpen()).isFalse();
    assertThat(near.peer.closeCause()).isNull();
    assertThat(far.peer.closeCause()).isNull();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  @Test
  void theFarEndMayEndFirst() {
    Relay relay = join(HalfClose.FORWARD);
    far.says("greeting");
    far.peer.shutdownOutput();
    settle();
    assertThat(near.taken.text).hasToString("greeting.");
    near.says("thanks");
    near.peer.shutdownOutput();
    settle();
    assertThat(far.taken.text).hasToString("thanks.");
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  @Test
  void anEndIsKeptUntilItIsDecidedWhatItMeans() {
    Relay relay = new Relay(near.own, meter);
    relay.start(far.own);
    far.own.pipeline().addLast(relay.farHandler());
    near.says("early");
    near.peer.shutdownOutput();
    settle();
    assertThat(far.taken.text).hasToString("early");
    relay.decide(HalfClose.FORWARD);
    settle();
    assertThat(far.taken.text).hasToString("early.");
  }

  @Test
  void whatCameBeforeTheStartIsNotLost() {
    Relay relay = new Relay(near.own, meter);
    near.own.config().setAutoRead(true); // as a socket that tells of an end without a read
    relay.decide(HalfClose.FORWARD);
    near.says("early");
    near.peer.shutdownOutput();
    settle();
    relay.start(far.own);
    far.own.pipeline().addLast(relay.farHandler());
    far.says("answer");
    settle();
    assertThat(far.taken.text).hasToString("early.");
    assertThat(near.taken.text).hasToString("answer");
  }

  @Test
  void anEndOfTheFarEndIsKeptToo() {
    Relay relay = new Relay(near.own, meter);
    relay.start(far.own);
    far.own.pipeline().addLast(relay.farHandler());
    far.says("early");
    far.peer.shutdownOutput();
    settle();
    assertThat(near.taken.text).hasToString("early");
    relay.decide(HalfClose.FORWARD);
    settle();
    assertThat(near.taken.text).hasToString("early.");
  }

  @Test
  void anEndOfTheFarEndIsNotWithheld() {
    Relay relay = join(HalfClose.DEFER);
    far.says("last words");
    far.peer.shutdownOutput();
    settle();
    assertThat(near.taken.text).hasToString("last words.");
    assertThat(near.own.isOpen() || far.own.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  @Test
  void anEndThatIsClosedBehindItsEndClosesTheOther() {
    Relay relay = join(HalfClose.FORWARD);
    far.peer.shutdownOutput();
    settle();
    assertThat(near.own.isOpen()).isTrue();
    far.peer.close();
    settle();
    assertThat(near.own.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  /** Its peer has still to answer. */
  @Test
  void anEndWhoseOutputIsShutDownStaysWhenBytesComeForIt() {
    join(HalfClose.FORWARD);
    far.own.shutdownOutput();
    near.says("too late");
    settle();
    far.says("answer");
    settle();
    assertThat(near.taken.text).hasToString("answer");
  }

  @Test
  void anEndThatCannotBeWrittenIsBrokenOff() {
    Relay relay = join(HalfClose.FORWARD);
    far.own.pipeline().addFirst(new Refusing());
    near.says("lost");
    settle();
    assertThat(far.reset()).isEqualTo(ResetCause.ABORTED);
    assertThat(near.own.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_LOST);
  }

  /** Fails each write. */
  private static final class Refusing extends ChannelOutboundHandlerAdapter {
    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
      ReferenceCountUtil.release(message);
      promise.setFailure(new IOException("on purpose"));
    }
  }

  @Test
  void aResetOfTheNearEndGoesOnWithItsCause() {
    Relay relay = join(HalfClose.FORWARD);
    near.says("half");
    settle();
    near.peer.reset(ResetCause.LIMIT);
    settle();
    assertThat(far.taken.text).hasToString("half");
    assertThat(far.reset()).isEqualTo(ResetCause.LIMIT);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void aResetOfTheFarEndGoesOnWithItsCause() {
    Relay relay = join(HalfClose.FORWARD);
    far.says("half");
    settle();
    far.peer.reset(ResetCause.ABORTED);
    settle();
    assertThat(near.taken.text).hasToString("half");
    assertThat(near.reset()).isEqualTo(ResetCause.ABORTED);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_LOST);
  }

  @Test
  void aResetBehindAnEndIsALoss() {
    Relay relay = join(HalfClose.FORWARD);
    near.peer.shutdownOutput();
    settle();
    far.peer.reset(ResetCause.ABORTED);
    settle();
    assertThat(near.reset()).isEqualTo(ResetCause.ABORTED);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_LOST);
  }

  @Test
  void aConnectionThatIsLostIsNoEnd() {
    Relay relay = join(HalfClose.FORWARD);
    near.here.close();
    settle();
    assertThat(far.reset()).isEqualTo(ResetCause.LOST);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void anEndThatIsClosedInOrderReadsNoMore() {
    Relay relay = join(HalfClose.FORWARD);
    far.says("bye");
    settle();
    far.peer.close();
    settle();
    assertThat(near.taken.text).hasToString("bye.");
    assertThat(near.own.isOpen() || far.own.isOpen()).isFalse();
    assertThat(near.peer.closeCause()).isNull();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  @Test
  void theFirstEndClosesBothWhereThatIsAllThereIs() {
    Relay relay = join(HalfClose.CLOSE);
    far.says("last words");
    far.peer.shutdownOutput();
    settle();
    assertThat(near.taken.text).hasToString("last words.");
    assertThat(near.own.isOpen() || far.own.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_CLOSED);
  }

  @Test
  void whoClosesItResetsBoth() {
    Relay relay = join(HalfClose.FORWARD);
    relay.close();
    settle();
    assertThat(near.reset()).isEqualTo(ResetCause.CANCELLED);
    assertThat(far.reset()).isEqualTo(ResetCause.CANCELLED);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.STOPPED);
  }

  @Test
  void aNearEndThatIsLostBeforeTheStartIsALossToTheFarOne() {
    Relay relay = new Relay(near.own, meter);
    near.peer.reset(ResetCause.LIMIT);
    settle();
    relay.start(far.own);
    far.own.pipeline().addLast(relay.farHandler());
    settle();
    assertThat(far.reset()).isEqualTo(ResetCause.LIMIT);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void aFarEndThatIsClosedWhenItsHandlerComesIsALoss() {
    Relay relay = new Relay(near.own, meter);
    far.peer.reset(ResetCause.ABORTED);
    settle();
    relay.start(far.own);
    far.own.pipeline().addLast(relay.farHandler());
    settle();
    assertThat(near.own.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.FAR_LOST);
  }

  @Test
  void aFaultInOneEndBreaksTheOtherOff() {
    Relay relay = join(HalfClose.FORWARD);
    near.own.pipeline().fireExceptionCaught(new IllegalStateException("on purpose"));
    settle();
    assertThat(near.own.isOpen()).isFalse();
    assertThat(far.own.isOpen()).isFalse();
    assertThat(far.peer.closeCause()).isInstanceOf(StreamResetException.class);
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void sessionsOutliveTheirStreams() {
    Relay relay = join(HalfClose.FORWARD);
    near.peer.reset(ResetCause.CANCELLED);
    settle();
    assertThat(relay.ended().isDone()).isTrue();
    assertThat(near.session.isOpen() && far.session.isOpen()).isTrue();
    assertThat(near.session.streamCount() + far.session.streamCount()).isZero();
  }
}

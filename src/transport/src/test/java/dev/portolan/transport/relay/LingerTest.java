package dev.portolan.transport.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.ChannelOutputShutdownEvent;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * How long an end that is over may take for what was meant for it. The clock stands still unless
 * the test turns it.
 */
class LingerTest {
  private static final long LINGER_MILLIS = 5_000;

  /** 128 KiB without what Netty counts for a buffer itself. */
  private static final int MOST_WAITING = 128 * 1024 - 96;

  private final StallingChannel near = new StallingChannel();
  private final StallingChannel far = new StallingChannel();

  /** A connection whose socket can be full. */
  private static final class StallingChannel extends EmbeddedChannel {
    private boolean stalled;

    StallingChannel() {
      freezeTime();
    }

    void resume() {
      stalled = false;
      flush();
      runPendingTasks();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
      if (!stalled) {
        super.doWrite(in);
      }
    }

    void says(String text) {
      pipeline().fireChannelRead(Unpooled.copiedBuffer(text, US_ASCII));
      pipeline().fireChannelReadComplete();
    }

    void ends() {
      pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
    }

    String taken() {
      StringBuilder text = new StringBuilder();
      for (ByteBuf bytes = readOutbound(); bytes != null; bytes = readOutbound()) {
        text.append(bytes.toString(US_ASCII));
        bytes.release();
      }
      return text.toString();
    }
  }

  @AfterEach
  void stop() {
    near.finishAndReleaseAll();
    far.finishAndReleaseAll();
  }

  private void pass(long millis) {
    for (EmbeddedChannel channel : new EmbeddedChannel[] {near, far}) {
      channel.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
      channel.runScheduledPendingTasks();
      channel.runPendingTasks();
    }
  }

  @Test
  void theAnswerForAnEndThatTakesNothingIsGivenUpAfterFiveSeconds() {
    Relay relay = Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    near.stalled = true;
    far.says("answer");
    near.ends();
    assertThat(far.isOpen()).isFalse();
    pass(LINGER_MILLIS - 1);
    assertThat(near.isOpen()).isTrue();
    pass(1);
    assertThat(near.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_CLOSED);
  }

  @Test
  void anEndThatHasTakenTheAnswerIsClosedAtOnce() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    near.stalled = true;
    far.says("answer");
    near.ends();
    pass(LINGER_MILLIS - 1);
    near.resume();
    assertThat(near.taken()).isEqualTo("answer");
    assertThat(near.isOpen()).isFalse();
  }

  @Test
  void anEndWithNothingToTakeIsClosedAtOnce() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    far.says("answer");
    near.ends();
    assertThat(near.taken()).isEqualTo("answer");
    assertThat(near.isOpen()).isFalse();
  }

  @Test
  void whatALostEndSaidMayTakeFiveSecondsToArrive() {
    Relay relay = Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    far.stalled = true;
    near.says("last words");
    near.pipeline().fireChannelInactive();
    pass(LINGER_MILLIS - 1);
    assertThat(far.isOpen()).isTrue();
    pass(1);
    assertThat(far.isOpen()).isFalse();
    assertThat(relay.ended().getNow()).isEqualTo(RelayEnd.NEAR_LOST);
  }

  @Test
  void whatALostEndSaidArrivesBeforeTheOtherIsBrokenOff() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    far.stalled = true;
    near.says("last words");
    near.pipeline().fireChannelInactive();
    far.resume();
    assertThat(far.taken()).isEqualTo("last words");
    assertThat(far.isOpen()).isFalse();
  }

  @Test
  void nothingIsReadForAnEndThatIsOver() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    near.stalled = true;
    far.says("answer");
    near.ends();
    far.says("more");
    near.resume();
    assertThat(near.taken()).isEqualTo("answer");
  }

  @Test
  void nothingMoreIsReadForAnEndThatIsOverWhileItsLastWordsWait() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    near.stalled = true;
    far.stalled = true;
    far.says("answer");
    near.says("last words");
    near.ends();
    assertThat(far.config().isAutoRead()).isFalse();
    far.says("more");
    near.resume();
    assertThat(near.taken()).isEqualTo("answer");
    far.resume();
    assertThat(far.taken()).isEqualTo("last words");
    assertThat(far.isOpen()).isFalse();
  }

  @Test
  void whereOneDirectionCannotEndAloneItsEndClosesBoth() {
    Relay relay = Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    near.pipeline().fireChannelRead(Unpooled.copiedBuffer("last words", US_ASCII));
    near.ends();
    assertThat(far.taken()).isEqualTo("last words");
    assertThat(far.isOpen()).isFalse();
    assertThat(relay.ended().isDone()).isTrue();
  }

  @Test
  void whatWasReadLastIsSentAlsoIfTheEndIsLostThen() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    near.pipeline().fireChannelRead(Unpooled.copiedBuffer("last words", US_ASCII));
    near.pipeline().fireChannelInactive();
    assertThat(far.taken()).isEqualTo("last words");
  }

  @Test
  void whatIsForAnEndThatTakesNoMoreIsNotRead() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    far.pipeline().fireUserEventTriggered(ChannelOutputShutdownEvent.INSTANCE);
    assertThat(near.config().isAutoRead()).isFalse();
    near.says("in vain");
    assertThat(far.taken()).isEmpty();
    far.says("answer");
    assertThat(near.taken()).isEqualTo("answer");
  }

  @Test
  void readingStopsWhileTheOtherEndIsFull() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    far.stalled = true;
    near.says("x".repeat(MOST_WAITING));
    assertThat(near.config().isAutoRead()).as("as much as may wait").isTrue();
    near.says("x");
    assertThat(near.config().isAutoRead()).isFalse();
    far.resume();
    assertThat(near.config().isAutoRead()).isTrue();
    assertThat(far.taken()).hasSize(MOST_WAITING + 1);
  }

  @Test
  void onlyTheFirstDecisionCounts() {
    Relay relay = Relay.join(near, far, RelayMeter.NONE, HalfClose.CLOSE);
    relay.decide(HalfClose.DEFER);
    near.ends();
    assertThat(far.isOpen()).isFalse();
  }

  @Test
  void whatIsNoBufferIsDropped() {
    Relay.join(near, far, RelayMeter.NONE, HalfClose.FORWARD);
    near.pipeline().fireChannelRead("text");
    near.says("bytes");
    assertThat(far.taken()).isEqualTo("bytes");
  }

  @Test
  void whatWasKeptIsReleasedWhereNobodyComesForIt() {
    new Relay(near, RelayMeter.NONE);
    ByteBuf kept = Unpooled.copiedBuffer("kept", US_ASCII);
    near.pipeline().fireChannelRead(kept);
    assertThat(kept.refCnt()).isOne();
    near.close();
    assertThat(kept.refCnt()).isZero();
  }
}

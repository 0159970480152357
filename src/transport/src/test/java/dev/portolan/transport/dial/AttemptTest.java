package dev.portolan.transport.dial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.loop.EventLoops;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How a try ends, and what it leaves behind: nothing. */
class AttemptTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel holder = EmbeddedChannel.builder().ticker(ticker).build();
  private final Attempt<Channel> attempt = new Attempt<>(holder.eventLoop());
  private final List<EmbeddedChannel> channels = new ArrayList<>();

  enum End {
    FAILED {
      @Override
      void of(Attempt<Channel> attempt) {
        attempt.fail(new IOException("on purpose"));
      }
    },
    CANCELLED {
      @Override
      void of(Attempt<Channel> attempt) {
        attempt.future().cancel(false);
      }
    };

    abstract void of(Attempt<Channel> attempt);
  }

  @AfterEach
  void stop() {
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    holder.finishAndReleaseAll();
  }

  private EmbeddedChannel channel() {
    EmbeddedChannel channel = new EmbeddedChannel();
    channels.add(channel);
    attempt.own(channel);
    return channel;
  }

  /** Who hears that one is closed lets go of it, in the middle of closing the others. */
  @ParameterizedTest
  @EnumSource
  void closesAllChannelsDespiteReentrantDrops(End end) {
    for (int i = 0; i < 3; i++) {
      EmbeddedChannel each = channel();
      each.closeFuture().addListener(closed -> attempt.drop(each));
    }
    end.of(attempt);
    holder.runPendingTasks();

    assertThat(channels).noneMatch(EmbeddedChannel::isOpen);
  }

  @Test
  void keepsTheResultsChannelOpen() {
    EmbeddedChannel channel = channel();
    attempt.succeed(channel);
    holder.runPendingTasks();

    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void closesChannelsAddedAfterTheEnd() {
    attempt.future().cancel(false);
    holder.runPendingTasks();
    EmbeddedChannel late = channel();
    assertThat(late.isOpen()).isFalse();
    attempt.succeed(late);
    assertThat(attempt.future().isCancelled()).isTrue();
  }

  @Test
  void closesDroppedChannels() {
    EmbeddedChannel loser = channel();
    attempt.drop(loser);

    assertThat(loser.isOpen()).isFalse();
    assertThat(attempt.isOver()).isFalse();
  }

  @ParameterizedTest
  @EnumSource
  void stopsItsTimers(End end) {
    List<Future<?>> timers =
        List.of(
            attempt.limit(Duration.ofSeconds(10), () -> new IOException("late")),
            attempt.after(300, () -> {}));
    end.of(attempt);
    holder.runPendingTasks();

    assertThat(timers).allMatch(Future::isCancelled);
  }

  @Test
  void isConfinedToItsLoop() {
    EventLoopGroup group = EventLoops.create("test-attempt", 1);
    try {
      Attempt<Channel> elsewhere = new Attempt<>(group.next());
      EmbeddedChannel channel = new EmbeddedChannel();
      channels.add(channel);

      assertThatThrownBy(() -> elsewhere.own(channel)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> elsewhere.drop(channel)).isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> elsewhere.succeed(channel))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(() -> elsewhere.after(1, () -> {}))
          .isInstanceOf(IllegalStateException.class);
    } finally {
      group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }
  }

  @Test
  void failsAtItsTimeout() {
    attempt.limit(Duration.ofSeconds(10), () -> new IOException("late"));
    ticker.advance(9_999, TimeUnit.MILLISECONDS);
    holder.runScheduledPendingTasks();
    assertThat(attempt.isOver()).isFalse();
    ticker.advance(1, TimeUnit.MILLISECONDS);
    holder.runScheduledPendingTasks();

    assertThat(attempt.future().cause()).hasMessage("late");
  }
}

package dev.portolan.transport.alive;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the tests of links do not show of a peer that is silent. The test turns the clock. */
class AnswerCheckTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<String> told = new ArrayList<>();

  private SmuxSession start(SmuxConfig config) {
    SmuxSession session = SmuxSession.start(connection, SmuxRole.CLIENT, config, null);
    new AnswerCheck(
            session,
            new AnswerCheck.Listener() {
              @Override
              public void silent() {
                told.add("silent");
              }

              @Override
              public void answers() {
                told.add("answers");
              }
            })
        .start();
    connection.runPendingTasks();
    return session;
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  private void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minusMillis(250)) {
      ticker.advance(250, TimeUnit.MILLISECONDS);
      connection.runScheduledPendingTasks();
      connection.runPendingTasks();
    }
  }

  private void keepAlive() {
    connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {2, 3, 0, 0, 0, 0, 0, 0}));
  }

  /** The answer may have come in vain while the computer slept. */
  @Test
  void aPeerThatWasAskedBeforeASleepIsAskedAgain() {
    start(SmuxConfig.defaults());
    pass(Duration.ofSeconds(17));
    ticker.advance(300, TimeUnit.SECONDS);
    pass(Duration.ofSeconds(3));
    assertThat(told).isEmpty();
    pass(Duration.ofSeconds(2));
    assertThat(told).containsExactly("silent");
  }

  @Test
  void tellsOfEachSilenceOnce() {
    start(SmuxConfig.defaults());
    pass(Duration.ofSeconds(25));
    assertThat(told).containsExactly("silent");
    keepAlive();
    pass(Duration.ofSeconds(1));
    assertThat(told).containsExactly("silent", "answers");
    pass(Duration.ofSeconds(20));
    assertThat(told).containsExactly("silent", "answers", "silent");
  }

  /** It cannot be asked as all streams are in use, so nobody knows. */
  @Test
  void aPeerThatCannotBeAskedIsNotBlamed() {
    SmuxSession session = start(SmuxConfig.defaults().withMaxStreams(1, 1));
    session.open(new ChannelInboundHandlerAdapter());
    pass(Duration.ofSeconds(25));
    assertThat(told).isEmpty();
  }

  /** As soon as the peer is heard, so that the check does not take a stream for long. */
  @Test
  void theStreamOfACheckEndsWithTheAnswer() {
    SmuxSession session = start(SmuxConfig.defaults());
    pass(Duration.ofSeconds(17));
    assertThat(session.streamCount()).isEqualTo(1);
    ByteBuf fin = Unpooled.wrappedBuffer(new byte[] {2, 1, 0, 0, 3, 0, 0, 0});
    connection.writeInbound(fin);
    connection.runPendingTasks();
    assertThat(session.streamCount()).isZero();
  }
}

package dev.portolan.transport.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How long a FIN is deferred towards a device without half-close, with a manual clock. */
class DeferredEndTest {
  private static final int MAX_STREAMS = 6;

  private final EmbeddedChannel near = new EmbeddedChannel();
  private final EmbeddedChannel connection = new EmbeddedChannel();
  private final SmuxSession session;
  private final SmuxStream far;
  private final List<SmuxStream> others = new ArrayList<>();

  DeferredEndTest() {
    connection.freezeTime();
    SmuxConfig config = SmuxConfig.defaults().withMaxStreams(MAX_STREAMS, MAX_STREAMS);
    session = SmuxSession.start(connection, SmuxRole.CLIENT, config, null);
    far = open();
    Relay.join(near, far, RelayMeter.NONE, HalfClose.DEFER);
  }

  @AfterEach
  void stop() {
    session.close();
    connection.finishAndReleaseAll();
    near.finishAndReleaseAll();
  }

  private SmuxStream open() {
    return session.open(new ChannelInboundHandlerAdapter()).getNow();
  }

  /** More than half of the stream limit. */
  private void becomeCrowded() {
    while (session.streamCount() <= MAX_STREAMS / 2) {
      others.add(open());
    }
  }

  private void programSpeaks() {
    near.writeInbound(Unpooled.copiedBuffer("question", US_ASCII));
  }

  private void deviceSpeaks() {
    ByteBuf frame = Unpooled.buffer().writeByte(2).writeByte(2).writeShortLE(6);
    frame.writeIntLE(far.streamId()).writeBytes("answer".getBytes(US_ASCII));
    connection.writeInbound(frame);
  }

  private void programEnds() {
    near.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
  }

  private void pass(long millis) {
    connection.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }

  private void assertHeldFor(long millis) {
    pass(millis - 1);
    assertThat(far.isOpen() && near.isOpen()).as("after %s ms", millis - 1).isTrue();
    pass(1);
    assertThat(far.isOpen() || near.isOpen()).as("after %s ms", millis).isFalse();
  }

  @Test
  void waitsFiveSecondsForAnswer() {
    programSpeaks();
    programEnds();
    assertHeldFor(5_000);
  }

  @Test
  void waitsQuarterSecondIfDeviceSentLast() {
    programSpeaks();
    deviceSpeaks();
    programEnds();
    assertHeldFor(250);
  }

  @Test
  void waitsFiftyMillisecondsIfMostStreamsAreInUse() {
    programSpeaks();
    deviceSpeaks();
    becomeCrowded();
    programEnds();
    assertHeldFor(50);
  }

  @Test
  void doesNotShortenAtHalfTheStreamLimit() {
    programSpeaks();
    deviceSpeaks();
    becomeCrowded();
    others.getLast().close();
    connection.runPendingTasks();
    programEnds();
    assertHeldFor(250);
  }

  @Test
  void doesNotShortenWhileAnswerIsPending() {
    deviceSpeaks();
    programSpeaks();
    becomeCrowded();
    programEnds();
    assertHeldFor(5_000);
  }

  /** Incoming data shows that more may follow. */
  @Test
  void restartsTimerOnIncomingData() {
    programSpeaks();
    programEnds();
    pass(4_999);
    deviceSpeaks();
    pass(1);
    assertHeldFor(5_000);
  }

  /** Nothing is left of a relay that is over, not even a timer. */
  @Test
  void noLongerThanBothEndsAreThere() {
    programSpeaks();
    deviceSpeaks();
    programEnds();
    assertThat(nanosToNextTimer()).isEqualTo(TimeUnit.MILLISECONDS.toNanos(250));
    far.close();
    connection.runPendingTasks();
    assertThat(near.isOpen()).isFalse();
    assertThat(nanosToNextTimer())
        .as("that of the session")
        .isGreaterThan(TimeUnit.SECONDS.toNanos(1));
  }

  private long nanosToNextTimer() {
    return connection.runScheduledPendingTasks();
  }
}

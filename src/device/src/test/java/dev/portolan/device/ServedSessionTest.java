package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.accept.StreamAcceptor;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.problem.StreamLog;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a session that was asked to go away counts as idle, on a clock that the test turns. */
class ServedSessionTest {
  private static final int NO_TIMER = -1;

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(ticker).build();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final List<String> told = new ArrayList<>();
  private final List<SmuxStream> opened = new ArrayList<>();
  private final ServedSession served = unattached();

  private final class Owner implements ServedSession.Owner {
    @Override
    public void goAway(ServedSession session) {
      told.add("go away");
    }

    @Override
    public void drained(ServedSession session) {
      told.add("drained");
    }
  }

  private final SmuxSession session =
      SmuxSession.start(
          connection, SmuxRole.CLIENT, SmuxConfig.defaults(), new StreamAcceptor(served));

  private ServedSessionTest() {
    served.attach(session);
    session.closeFuture().addListener(closed -> loop.eventLoop().execute(served::ended));
  }

  private ServedSession unattached() {
    return new ServedSession(
        loop.eventLoop(),
        new StreamHandlers(
            Map.of(MessageType.RELOAD.code(), (stream, request) -> opened.add(stream)),
            TargetRules.any(),
            new StreamLog("dev.portolan.device.streams", ticker)),
        new Owner());
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
    loop.finishAndReleaseAll();
  }

  /** The edge opens a stream with a request to reload, which the handler leaves open. */
  private void openStream() {
    openStream(MessageType.RELOAD);
  }

  private void openStream(MessageType type) {
    byte[] syn = {2, 0, 0, 0, 2, 0, 0, 0};
    byte[] request = {2, 2, 3, 0, 2, 0, 0, 0, (byte) type.code(), 0, 0};
    ByteBuf frames = Unpooled.wrappedBuffer(syn, request);
    connection.writeInbound(frames);
    connection.runPendingTasks();
    loop.runPendingTasks();
  }

  private void pass(long millis) {
    ticker.advance(millis, TimeUnit.MILLISECONDS);
    loop.runScheduledPendingTasks();
    loop.runPendingTasks();
  }

  @Test
  void isDrainedAfterASecondWithoutStreams() {
    assertThat(served.drain(Duration.ofMinutes(5))).isTrue();
    pass(999);
    assertThat(told).isEmpty();
    pass(1);
    assertThat(told).containsExactly("drained");
  }

  @Test
  void isNotDrainedWhileItHasAStream() {
    openStream();
    served.drain(Duration.ofMinutes(5));
    pass(60_000);
    assertThat(told).isEmpty();
    assertThat(served.isQuiet()).isFalse();
  }

  @Test
  void answersThatItWasAskedToGoAwayAndEndsThatStream() {
    openStream(MessageType.GO_AWAY);
    assertThat(told).containsExactly("go away");
    StringBuilder sent = new StringBuilder();
    for (ByteBuf out = connection.readOutbound(); out != null; out = connection.readOutbound()) {
      sent.append(ByteBufUtil.hexDump(out));
      out.release();
    }
    assertThat(sent.toString())
        .contains("0202030002000000" + "010000")
        .contains("0201000002000000");
  }

  @Test
  void isDrainedASecondAfterItsLastStream() {
    openStream();
    served.drain(Duration.ofMinutes(5));
    pass(5_000);
    opened.getFirst().close();
    connection.runPendingTasks();
    loop.runPendingTasks();
    pass(999);
    assertThat(told).isEmpty();
    pass(1);
    assertThat(told).containsExactly("drained");
  }

  @Test
  void aStreamThatComesMeanwhileIsWaitedFor() {
    served.drain(Duration.ofMinutes(5));
    pass(500);
    openStream();
    pass(60_000);
    assertThat(told).isEmpty();
  }

  @Test
  void isAskedToGoAwayOnce() {
    assertThat(served.drain(Duration.ofMinutes(5))).isTrue();
    assertThat(served.drain(Duration.ofMinutes(5))).isFalse();
  }

  /** The end of its streams is told after its own. */
  @Test
  void leavesNoTimerWhenItEndsWithAStream() {
    openStream();
    served.drain(Duration.ofMinutes(5));
    connection.close();
    connection.runPendingTasks();
    loop.runPendingTasks();

    assertThat(loop.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
    assertThat(told).isEmpty();
  }

  @Test
  void isNoLongerAskedToGoAwayOnceItHasEnded() {
    connection.close();
    connection.runPendingTasks();
    loop.runPendingTasks();

    assertThat(served.drain(Duration.ofMinutes(5))).isFalse();
    assertThat(loop.runScheduledPendingTasks()).isEqualTo(NO_TIMER);
  }

  @Test
  void isQuietOnceItIsDrainedAndNoLongerWhenItHasEnded() {
    assertThat(served.isDraining()).isFalse();
    assertThat(served.isQuiet()).isFalse();

    served.drain(Duration.ofMinutes(5));
    assertThat(served.isDraining()).isTrue();
    assertThat(served.isQuiet()).isFalse();
    pass(1_000);
    assertThat(served.isQuiet()).isTrue();

    connection.close();
    connection.runPendingTasks();
    loop.runPendingTasks();
    assertThat(served.isDraining()).isFalse();
    assertThat(served.isQuiet()).isFalse();
  }

  @Test
  void isClosedWithItsStreamsWhenTheyTakeTooLong() {
    openStream();
    served.drain(Duration.ofMinutes(5));
    pass(299_999);
    assertThat(session.isOpen()).isTrue();
    pass(1);
    connection.runPendingTasks();
    assertThat(session.isOpen()).isFalse();
  }

  /** An edge may say that it goes away before the connection is told of, which may then fail. */
  @Test
  void isClosedBeforeItIsConnected() {
    assertThat(unattached().close().isSuccess()).isTrue();
  }
}

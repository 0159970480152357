package dev.portolan.transport.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How an edge is asked that does not report presence. The test turns the clock and answers. */
class DeviceProbeTest {
  private static final String NO_TERMINAL = "no such terminal";

  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final SmuxSession session =
      SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null);
  private final List<Promise<OpenedStream>> questions = new ArrayList<>();
  private final List<String> told = new ArrayList<>();
  private final DeviceProbe probe =
      new DeviceProbe(
          new Questions(),
          session,
          new DeviceProbe.Listener() {
            @Override
            public void gone() {
              told.add("gone");
            }

            @Override
            public void back() {
              told.add("back");
            }
          });

  private final class Questions implements StreamOpener {
    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler afterOk, Duration timeout) {
      assertThat(timeout).isEqualTo(Duration.ofSeconds(10));
      Promise<OpenedStream> question = connection.eventLoop().newPromise();
      questions.add(question);
      return question;
    }
  }

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
  }

  /** Lets time pass at a session whose edge is alive. */
  private void pass(Duration time) {
    if (connection.isOpen()) {
      connection.writeInbound(Unpooled.wrappedBuffer(new byte[] {2, 3, 0, 0, 0, 0, 0, 0}));
    }
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    connection.runScheduledPendingTasks();
    connection.runPendingTasks();
  }

  private void start() {
    probe.start();
    connection.runPendingTasks();
  }

  private void refused(String reason) {
    failed(new EdgeException(Problem.STREAM_REFUSED, "The far side refused it", 0, reason));
  }

  private void failed(Problem problem) {
    failed(new EdgeException(problem));
  }

  private void failed(EdgeException cause) {
    questions.getLast().setFailure(cause);
    connection.runPendingTasks();
  }

  /** The seconds after which it asks again, each time with the same answer. */
  private List<Long> pauses(int count, Runnable answer) {
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int asked = questions.size();
      answer.run();
      long seconds = 0;
      while (questions.size() == asked) {
        assertThat(seconds).isLessThan(1_000);
        pass(Duration.ofSeconds(1));
        seconds++;
      }
      assertThat(questions).hasSize(asked + 1);
      pauses.add(seconds);
    }
    return pauses;
  }

  @Test
  void asksForADeviceThatIsThereMoreAndMoreRarely() {
    start();
    assertThat(questions).hasSize(1);
    assertThat(pauses(6, () -> refused(NO_TERMINAL)))
        .containsExactly(30L, 60L, 120L, 240L, 300L, 300L);
    assertThat(told).isEmpty();
  }

  @Test
  void asksForADeviceThatHasGoneOftenAtFirst() {
    start();
    pauses(3, () -> refused(NO_TERMINAL));
    assertThat(pauses(8, () -> failed(Problem.DEVICE_NOT_CONNECTED)))
        .containsExactly(2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    assertThat(told).containsExactly("gone");
    assertThat(pauses(2, () -> refused(NO_TERMINAL))).containsExactly(30L, 60L);
    assertThat(told).containsExactly("gone", "back");
  }

  /** Only the words of the first refusal are known to be the device's. */
  @Test
  void otherAnswersSayNothing() {
    start();
    pauses(1, () -> refused(NO_TERMINAL));
    for (Problem problem : new Problem[] {Problem.STREAM_TIMEOUT, Problem.TOO_MANY_STREAMS}) {
      pauses(1, () -> failed(problem));
    }
    pauses(1, () -> refused("you may not"));
    assertThat(told).isEmpty();

    failed(Problem.DEVICE_NOT_CONNECTED);
    pauses(1, () -> {});
    pauses(1, () -> refused("you may not"));
    pauses(1, () -> failed(Problem.STREAM_TIMEOUT));
    assertThat(told).containsExactly("gone");
  }

  @Test
  void anEndWithoutAnAnswerMeansThatADeviceHasGoneWhichAnsweredBefore() {
    start();
    pauses(1, () -> failed(Problem.STREAM_UNSUPPORTED));
    assertThat(told).as("it never answers").isEmpty();
    pauses(1, () -> refused(NO_TERMINAL));
    failed(Problem.STREAM_UNSUPPORTED);
    assertThat(told).containsExactly("gone");
  }

  @Test
  void anAnswerWithoutARefusalIsAnAnswer() {
    start();
    Future<SmuxStream> stream = session.open(new ChannelInboundHandlerAdapter());
    connection.runPendingTasks();
    questions.getLast().setSuccess(new OpenedStream(stream.getNow(), new byte[0]));
    connection.runPendingTasks();
    assertThat(stream.getNow().isOpen()).isFalse();

    pauses(1, () -> {});
    failed(Problem.STREAM_UNSUPPORTED);
    assertThat(told).containsExactly("gone");
    pauses(1, () -> {});
    refused(NO_TERMINAL);
    assertThat(told).as("other words").containsExactly("gone");
  }

  @Test
  void asksAtOnceWhenItIsTold() {
    start();
    refused(NO_TERMINAL);
    pass(Duration.ofSeconds(29));
    probe.recheck();
    assertThat(questions).hasSize(2);
    pass(Duration.ofSeconds(9));
    assertThat(questions).as("instead of later").hasSize(2);
    refused(NO_TERMINAL);
    assertThat(questions).hasSize(2);
  }

  @Test
  void asksOnceMoreWhenItIsToldBeforeTheAnswer() {
    start();
    probe.recheck();
    probe.recheck();
    assertThat(questions).hasSize(1);
    refused(NO_TERMINAL);
    assertThat(questions).hasSize(2);
    refused(NO_TERMINAL);
    assertThat(questions).hasSize(2);
  }

  @Test
  void asksAndTellsNothingAfterItsEnd() {
    start();
    refused(NO_TERMINAL);
    probe.close();
    pass(Duration.ofHours(1));
    probe.recheck();
    assertThat(questions).hasSize(1);
  }

  @Test
  void tellsNothingOfAnAnswerThatComesAfterItsEnd() {
    start();
    probe.close();
    failed(Problem.DEVICE_NOT_CONNECTED);
    pass(Duration.ofHours(1));
    assertThat(questions).hasSize(1);
    assertThat(told).isEmpty();
  }

  @Test
  void endsWithItsSession() {
    start();
    refused(NO_TERMINAL);
    connection.close();
    connection.runPendingTasks();
    pass(Duration.ofSeconds(30));
    probe.recheck();
    assertThat(questions).hasSize(1);
  }
}

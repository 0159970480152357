package dev.portolan.transport.pty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.PtyCommand;
import dev.portolan.transport.open.OpenedStream;
import dev.portolan.transport.open.StreamOpener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a terminal's size is told, on a clock that the test turns. */
class ResizerTest {
  private final EmbeddedChannel loop = new EmbeddedChannel();
  private final List<PtySize> asked = new ArrayList<>();
  private final List<Promise<OpenedStream>> answers = new ArrayList<>();
  private final Resizer resizer;

  ResizerTest() {
    loop.freezeTime();
    resizer = new Resizer(loop.eventLoop(), new Opener(), "session-1", PtySize.STANDARD);
  }

  private final class Opener implements StreamOpener {
    @Override
    public Future<OpenedStream> openStream(
        Message request, ChannelHandler afterOk, Duration timeout) {
      PtyCommand command = PtyCommand.parse(request.payload());
      assertThat(command.sid()).isEqualTo("session-1");
      assertThat(timeout).hasSeconds(5);
      asked.add(new PtySize(command.cols(), command.rows()));
      answers.add(loop.eventLoop().newPromise());
      return answers.getLast();
    }
  }

  @AfterEach
  void stop() {
    resizer.stop();
    assertThat(answers).allMatch(Future::isDone);
    loop.finishAndReleaseAll();
  }

  private void resize(int cols) {
    resizer.resize(new PtySize(cols, 24));
    loop.runPendingTasks();
  }

  private void refuse() {
    answers.getLast().setFailure(new IllegalStateException("no such terminal"));
    loop.runPendingTasks();
  }

  private void pass(long millis) {
    loop.advanceTimeBy(millis, TimeUnit.MILLISECONDS);
    loop.runScheduledPendingTasks();
  }

  @Test
  void theNextIsToldFortyMillisecondsAfterTheAnswer() {
    resize(81);
    resize(82);
    resize(83);
    pass(1_000);
    assertThat(asked).hasSize(1);
    refuse();
    pass(39);
    assertThat(asked).hasSize(1);
    pass(1);
    assertThat(asked).containsExactly(new PtySize(81, 24), new PtySize(83, 24));
  }

  @Test
  void aSizeThatWasNotTakenIsToldAgainOnlyWhenItIsWanted() {
    resize(81);
    refuse();
    pass(40);
    assertThat(asked).hasSize(1);
    resize(81);
    assertThat(asked).hasSize(2);
  }

  @Test
  void theSizeThatItHasIsNotTold() {
    resize(80);
    assertThat(asked).isEmpty();
  }

  @Test
  void nothingIsToldAfterTheEnd() {
    resize(81);
    resizer.stop();
    assertThat(answers.getLast().isCancelled()).isTrue();
    pass(40);
    resize(82);
    pass(40);
    assertThat(asked).hasSize(1);
  }
}

package dev.portolan.transport.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxConfig;
import dev.portolan.smux.SmuxRole;
import dev.portolan.smux.SmuxSession;
import dev.portolan.transport.problem.Retry;
import dev.portolan.transport.session.EdgeClient;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Promise;
import io.netty.util.concurrent.Ticker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One connection after the other, on a clock that the test turns. */
class RedialTest {
  private final MockTicker ticker = Ticker.newMockTicker();
  private final EmbeddedChannel loop = EmbeddedChannel.builder().ticker(ticker).build();
  private final EmbeddedChannel connection = EmbeddedChannel.builder().ticker(ticker).build();
  private final Redial redial = new Redial(loop.eventLoop(), RedialBackoff.standard(new Longest()));
  private final List<EdgeClient> connected = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int begun;

  @AfterEach
  void stop() {
    connection.finishAndReleaseAll();
    loop.finishAndReleaseAll();
  }

  private Promise<EdgeClient> begin() {
    Promise<EdgeClient> dialling = loop.eventLoop().newPromise();
    redial.begin(() -> dialling, connected::add, failures::add);
    return dialling;
  }

  private EdgeClient client() {
    return new EdgeClient(
        SmuxSession.start(connection, SmuxRole.CLIENT, SmuxConfig.defaults(), null),
        "edge.test",
        false);
  }

  private void pass(Duration time) {
    ticker.advance(time.toNanos(), TimeUnit.NANOSECONDS);
    loop.runScheduledPendingTasks();
    loop.runPendingTasks();
  }

  @Test
  void reportsConnection() {
    Promise<EdgeClient> dialling = begin();
    assertThat(redial.isUnderWay()).isTrue();
    EdgeClient client = client();
    dialling.setSuccess(client);
    loop.runPendingTasks();

    assertThat(redial.isUnderWay()).isFalse();
    assertThat(connected).containsExactly(client);
    assertThat(failures).isEmpty();
  }

  @Test
  void reportsFailure() {
    IOException cause = new IOException("no way");
    begin().setFailure(cause);
    loop.runPendingTasks();

    assertThat(redial.isUnderWay()).isFalse();
    assertThat(failures).containsExactly(cause);
    assertThat(connected).isEmpty();
  }

  @Test
  void startsScheduledAttemptOnceOnTime() {
    redial.plan(Duration.ofSeconds(3), () -> begun++);
    pass(Duration.ofMillis(2_999));
    assertThat(redial.isPlanned()).isTrue();
    assertThat(begun).isZero();
    pass(Duration.ofMillis(1));
    assertThat(redial.isPlanned()).isFalse();
    assertThat(begun).isEqualTo(1);
    pass(Duration.ofMinutes(1));
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void scheduledTaskMayScheduleAnother() {
    redial.plan(Duration.ofSeconds(1), () -> redial.plan(Duration.ofSeconds(1), () -> begun++));
    pass(Duration.ofSeconds(1));
    assertThat(redial.isPlanned()).isTrue();
    pass(Duration.ofSeconds(1));
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void newScheduleReplacesTheOldOne() {
    redial.plan(Duration.ofSeconds(1), () -> begun += 10);
    redial.plan(Duration.ofSeconds(2), () -> begun++);
    pass(Duration.ofMinutes(1));
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void schedulesByTheKindOfFailure() {
    begin().setFailure(new IOException("no way"));
    loop.runPendingTasks();

    assertThat(redial.retry(Retry.UNREACHED, () -> begun++)).isEqualTo(Duration.ofSeconds(1));
    pass(Duration.ofSeconds(1));
    assertThat(begun).isEqualTo(1);
  }

  @Test
  void cancelsScheduledAttempt() {
    redial.plan(Duration.ofSeconds(1), () -> begun++);
    redial.forget();
    assertThat(redial.isPlanned()).isFalse();
    pass(Duration.ofMinutes(1));
    assertThat(begun).isZero();
  }

  @Test
  void stopCancelsScheduledAttempt() {
    redial.plan(Duration.ofSeconds(1), () -> begun++);
    assertThat(redial.stop()).isNull();
    pass(Duration.ofMinutes(1));
    assertThat(begun).isZero();
  }

  @Test
  void stopReturnsAttemptInProgress() {
    Promise<EdgeClient> dialling = begin();
    Future<?> underWay = redial.stop();
    assertThat(underWay).isSameAs(dialling);
    dialling.cancel(false);
    loop.runPendingTasks();

    assertThat(failures).as("nobody hears of it").isEmpty();
  }

  @Test
  void closesConnectionEstablishedAfterStop() {
    Promise<EdgeClient> dialling = begin();
    redial.stop();
    EdgeClient late = client();
    dialling.setSuccess(late);
    loop.runPendingTasks();
    connection.runPendingTasks();

    assertThat(connected).isEmpty();
    assertThat(late.session().isOpen()).isFalse();
  }

  /** As when somebody who hears of the attempt ends everything. */
  @Test
  void stopDuringStartCancelsAtOnce() {
    Promise<EdgeClient> dialling = loop.eventLoop().newPromise();
    redial.begin(
        () -> {
          redial.stop();
          return dialling;
        },
        connected::add,
        failures::add);
    loop.runPendingTasks();

    assertThat(dialling.isCancelled()).isTrue();
    assertThat(failures).isEmpty();
  }
}

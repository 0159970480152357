package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Detection of a dead peer or connection. */
class LivenessTest {

  @Test
  void sendsAKeepAliveEvery15Seconds() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      pass(side, 14);
      assertThat(side.sent()).isEmpty();
      pass(side, 1);
      assertThat(side.sent()).containsExactly("NOP");
      pass(side, 30);
      assertThat(side.sent()).containsExactly("NOP", "NOP");
    }
  }

  @Test
  void closesAfter100SecondsOfSilence() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      StreamRecorder recorder = new StreamRecorder();
      side.open(recorder).flush();
      pass(side, 60);
      side.receive(Frame.nop());
      pass(side, 99);
      assertThat(side.session.silence()).hasSeconds(99);
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 5);
      assertThat(side.session.closeCause()).hasMessageContaining("silent for 100 s");
      assertThat(recorder.events).endsWith("inactive");
    }
  }

  @Test
  void theSilenceIsOverWithItsLastNanosecond() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      side.pass(1, TimeUnit.NANOSECONDS);
      side.receive(Frame.nop());
      side.pass(TimeUnit.SECONDS.toNanos(5) - 1, TimeUnit.NANOSECONDS);
      pass(side, 95);
      assertThat(side.session.silence()).hasNanos(TimeUnit.SECONDS.toNanos(100) - 1);
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 5);
      assertThat(side.session.isOpen()).isFalse();
    }
    try (EmbeddedSession side = EmbeddedSession.client()) {
      pass(side, 99);
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 1);
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  /** The timer is due each five seconds. */
  @Test
  void aTimerThatIsLateByMoreThanTenSecondsMeansSleep() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      pass(side, 90);
      side.pass(15, TimeUnit.SECONDS);
      assertThat(side.session.isOpen()).as("late by ten").isFalse();
    }
    try (EmbeddedSession side = EmbeddedSession.client()) {
      pass(side, 90);
      side.pass(TimeUnit.SECONDS.toNanos(15) + 1, TimeUnit.NANOSECONDS);
      assertThat(side.session.isOpen()).as("late by a little more").isTrue();
      assertThat(side.session.silence()).hasSeconds(95);
    }
  }

  @Test
  void aConnectionThatTakesNothingIsGivenUpAfterTenSecondsSharp() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      connection.stall();
      side.open(new StreamRecorder()).writeAndFlush(Unpooled.wrappedBuffer(new byte[1000]));
      pass(side, 5); // Here the timer sees it first.
      pass(side, 9);
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 1);
      assertThat(side.session.closeCause()).hasMessageContaining("took no bytes");
    }
  }

  @Test
  void theGoodbyeOfAConnectionThatTakesNothingIsWaitedForASecond() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      connection.stall();
      side.session.close();
      connection.runPendingTasks();
      side.pass(999, TimeUnit.MILLISECONDS);
      assertThat(connection.isOpen()).isTrue();
      assertThat(side.session.closeFuture().isDone()).isFalse();
      side.pass(1, TimeUnit.MILLISECONDS);
      assertThat(connection.isOpen()).isFalse();
      assertThat(side.session.closeFuture().isSuccess()).isTrue();
    }
  }

  @Test
  void aSilenceIsNoticedWithinAQuarterOfItsTimeout() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withKeepAlive(Duration.ofSeconds(8), Duration.ofSeconds(10))
            .withWriteStallTimeout(Duration.ofSeconds(100));
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      passHalves(side, 19);
      assertThat(side.session.isOpen()).isTrue();
      passHalves(side, 1);
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  @Test
  void theFirstLookIsNotTakenForALateOne() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withKeepAlive(Duration.ofSeconds(15), Duration.ofSeconds(60))
            .withWriteStallTimeout(Duration.ofSeconds(30));
    try (EmbeddedSession side = EmbeddedSession.client(config)) {
      pass(side, 59);
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 1);
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  private static void passHalves(EmbeddedSession side, int halves) {
    for (int i = 0; i < halves; i++) {
      side.pass(500, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void anyByteOfThePeerCountsAsALifeSign() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      byte[] nop = Frame.nop().bytes();
      for (int i = 0; i < 8; i++) {
        pass(side, 90);
        side.receive(Unpooled.wrappedBuffer(nop, i, 1));
        assertThat(side.session.silence()).isZero();
      }
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void streamsThatNobodyReadsDoNotKeepADeadPeerAlive() {
    try (EmbeddedSession side = EmbeddedSession.pullingServer(SmuxConfig.defaults())) {
      side.receive(Frame.syn(3));
      for (int i = 0; i < 8; i++) {
        side.receive(Frame.psh(3, new byte[32 * 1024]));
      }
      pass(side, 105);
      assertThat(side.session.closeCause()).hasMessageContaining("silent");
      assertThat(side.recorders.getFirst().received.size()).isEqualTo(262_144);
    }
  }

  @Test
  void aPausedConnectionIsReadBeforeItCountsAsDead() {
    SmuxConfig config =
        SmuxConfig.defaults()
            .withVersion(1)
            .withStreamWindow(100_000, 100_000)
            .withReceiveBudgetBytes(100_000);
    PausableChannel connection = new PausableChannel();
    try (EmbeddedSession side = EmbeddedSession.pullingServer(config, connection)) {
      side.receive(Frame.syn(3).inVersion(1));
      for (int i = 0; i < 4; i++) {
        side.receive(Frame.psh(3, new byte[30_000]).inVersion(1));
      }
      assertThat(connection.config().isAutoRead()).isFalse();
      int reads = connection.reads;
      pass(side, 49);
      assertThat(connection.reads).isEqualTo(reads);
      pass(side, 5);
      assertThat(connection.reads).isGreaterThan(reads);

      side.receive(Frame.nop().inVersion(1));
      pass(side, 90);
      assertThat(side.session.isOpen()).as("it was heard").isTrue();
      pass(side, 15);
      assertThat(side.session.isOpen()).as("it fell silent").isFalse();
    }
  }

  private static final class PausableChannel extends io.netty.channel.embedded.EmbeddedChannel {
    int reads;

    @Override
    protected void doBeginRead() throws Exception {
      reads++;
      super.doBeginRead();
    }
  }

  @Test
  void timeAsleepDoesNotCountAsSilence() {
    try (EmbeddedSession side = EmbeddedSession.client()) {
      pass(side, 20);
      side.sent();
      side.pass(3600, TimeUnit.SECONDS);
      assertThat(side.session.isOpen()).isTrue();
      assertThat(side.sent()).as("asks the line at once").containsExactly("NOP");
      pass(side, 110);
      assertThat(side.session.isOpen()).isFalse();
    }
  }

  @Test
  void closesAConnectionThatTakesNoBytes() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      StreamRecorder recorder = new StreamRecorder();
      SmuxStream stream = side.open(recorder);
      connection.stall();
      var write = stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[200_000]));
      pass(side, 8);
      side.receive(Frame.nop());
      assertThat(side.session.isOpen()).isTrue();
      pass(side, 8);
      assertThat(side.session.closeCause()).hasMessageContaining("took no bytes for 10 s");
      assertThat(write.cause()).isSameAs(side.session.closeCause());
      assertThat(recorder.events).endsWith("inactive");
      pass(side, 1);
      assertThat(connection.isOpen()).as("not even the goodbye was written").isFalse();
      assertThat(side.session.closeFuture().isSuccess()).isTrue();
    }
  }

  @Test
  void aSlowConnectionIsNotClosed() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      SmuxStream stream = side.open(new StreamRecorder());
      for (int i = 0; i < 10; i++) {
        connection.stall();
        stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[20_000]));
        pass(side, 8);
        connection.resume();
        side.receive(Frame.upd(3, 20_000 * i, 262_144));
        side.frames();
      }
      assertThat(side.session.isOpen()).isTrue();
    }
  }

  @Test
  void closingAStreamNeverWaitsForTheConnection() {
    StallingChannel connection = new StallingChannel();
    try (EmbeddedSession side = EmbeddedSession.client(connection)) {
      SmuxStream stream = side.open(new StreamRecorder());
      connection.stall();
      stream.writeAndFlush(Unpooled.wrappedBuffer(new byte[200_000]));
      side.connection.runPendingTasks();
      assertThat(stream.close().isSuccess()).isTrue();
      assertThat(stream.isOpen()).isFalse();
      connection.resume();
      assertThat(side.sent()).startsWith("SYN 3").endsWith("FIN 3");
    }
  }

  /** Advances the clock in small steps, as on a machine that is awake. */
  private static void pass(EmbeddedSession side, int seconds) {
    for (int i = 0; i < seconds; i++) {
      side.pass(1, TimeUnit.SECONDS);
    }
  }
}

package dev.portolan.smux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many control frames may wait for a connection that takes none. */
class ControlFrameLimitTest {
  private static final int MOST = FrameSender.MAX_WAITING_CONTROL_FRAMES;

  private final StallingChannel connection = new StallingChannel();
  private final List<Throwable> failures = new ArrayList<>();
  private final FrameSender sender =
      new FrameSender(connection, SmuxConfig.defaults(), failures::add);

  ControlFrameLimitTest() {
    connection.stall();
    connection.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
    assertThat(connection.isWritable()).isFalse();
  }

  @AfterEach
  void stop() {
    sender.stop();
    connection.finishAndReleaseAll();
  }

  private void arise(int frames) {
    for (int i = 0; i < frames; i++) {
      sender.keepAlive();
    }
    connection.runPendingTasks();
  }

  @Test
  void oneMoreThanMayWaitIsTheEndOfTheSession() {
    arise(MOST - 1);
    assertThat(failures).isEmpty();
    arise(1);
    assertThat(failures).isEmpty();
    arise(1);
    assertThat(failures)
        .singleElement()
        .satisfies(cause -> assertThat(cause).hasMessageContaining("does not read"));
    arise(5);
    assertThat(failures).as("told once").hasSize(1);
  }

  @Test
  void whatTheConnectionHasTakenDoesNotWait() {
    arise(MOST);
    connection.resume();
    sender.send();
    connection.stall();
    connection.writeAndFlush(Unpooled.wrappedBuffer(new byte[100_000]));
    arise(MOST);
    assertThat(failures).isEmpty();
    arise(1);
    assertThat(failures).hasSize(1);
  }

  @Test
  void countsTheBatchesThatTheConnectionHasTaken() {
    arise(1);
    assertThat(sender.writtenBatches()).isZero();
    connection.resume();
    sender.send();
    assertThat(sender.writtenBatches()).isEqualTo(1);
    arise(1);
    assertThat(sender.writtenBatches()).isEqualTo(2);
  }
}

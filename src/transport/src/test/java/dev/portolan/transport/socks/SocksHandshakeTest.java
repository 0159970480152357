package dev.portolan.transport.socks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.problem.EdgeException;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SocksHandshakeTest {
  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final EmbeddedChannel program = new EmbeddedChannel();

  @Test
  void closesProgramThatDoesNotAskInTime() {
    program.freezeTime();
    Future<SocksRequest> read = SocksRequest.read(program, LIMIT);
    program.writeInbound(Unpooled.wrappedBuffer(new byte[] {5, 1, 0}));
    program.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
    program.runScheduledPendingTasks();
    assertThat(read.isDone()).isFalse();

    program.advanceTimeBy(1, TimeUnit.MILLISECONDS);
    program.runScheduledPendingTasks();

    assertThat(read.cause())
        .isInstanceOf(EdgeException.class)
        .hasMessageContaining("did not say within 10 seconds");
    assertThat(program.isOpen()).isFalse();
    program.finishAndReleaseAll();
  }

  @Test
  void leavesNoTimerBehind() {
    program.freezeTime();
    Future<SocksRequest> read = SocksRequest.read(program, LIMIT);
    program.writeInbound(Unpooled.wrappedBuffer(new byte[] {4, 1, 0, 22, 10, 0, 0, 1, 0}));

    assertThat(read.getNow().target()).hasToString("10.0.0.1:22");
    program.advanceTimeBy(1, TimeUnit.HOURS);
    program.runScheduledPendingTasks();
    assertThat(program.isOpen()).isTrue();
    assertThat(program.config().isAutoRead()).isFalse();
    read.getNow().granted();
    assertThat(program.pipeline().names()).as("only the tail").hasSize(1);
    program.finishAndReleaseAll();
  }

  /** Whatever a program sends, its connection is closed, waits for more, or has a target. */
  @Test
  void outlivesAnyBytes() {
    Random random = new Random(7);
    for (int round = 0; round < 5_000; round++) {
      EmbeddedChannel one = new EmbeddedChannel();
      Future<SocksRequest> read = SocksRequest.read(one, LIMIT);
      byte[] bytes = new byte[random.nextInt(600)];
      random.nextBytes(bytes);
      if (bytes.length > 3 && round % 3 != 0) {
        bytes[0] = (byte) (round % 2 == 0 ? 4 : 5);
        bytes[1] = 1;
        bytes[2] = (byte) random.nextInt(2);
      }
      for (int from = 0; from < bytes.length && one.isOpen(); ) {
        int count = Math.min(bytes.length - from, 1 + random.nextInt(300));
        one.writeInbound(Unpooled.copiedBuffer(bytes, from, count));
        from += count;
      }
      if (!one.isOpen()) {
        assertThat(read.isDone()).isTrue();
      } else if (read.isSuccess()) {
        assertThat(read.getNow().target().port()).isPositive();
      }
      one.finishAndReleaseAll();
    }
  }
}

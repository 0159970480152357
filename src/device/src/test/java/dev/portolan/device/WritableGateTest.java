package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.testing.Futures;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WritableGateTest {
  private final WritableGate gate = new WritableGate();
  private final EmbeddedChannel channel = new EmbeddedChannel(gate);

  @AfterEach
  void stop() {
    channel.finishAndReleaseAll();
  }

  private void setWritable(boolean writable) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, writable);
    channel.runPendingTasks();
  }

  /** Returns when somebody waits at the gate. */
  private CompletableFuture<Boolean> waiting() {
    CompletableFuture<Boolean> passed = new CompletableFuture<>();
    Thread waiting =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    passed.complete(gate.await(channel));
                  } catch (InterruptedException e) {
                    passed.completeExceptionally(e);
                  }
                });
    Futures.until(() -> waiting.getState() == Thread.State.WAITING);
    return passed;
  }

  private static boolean get(CompletableFuture<Boolean> passed) throws Exception {
    return passed.get(30, TimeUnit.SECONDS);
  }

  @Test
  void isOpenWhileTheChannelTakesMore() throws Exception {
    assertThat(gate.await(channel)).isTrue();
  }

  @Test
  void opensWhenTheChannelTakesMoreAgain() throws Exception {
    setWritable(false);
    CompletableFuture<Boolean> passed = waiting();
    setWritable(true);
    assertThat(get(passed)).isTrue();
  }

  @Test
  void opensForNothingWhenTheChannelEnds() throws Exception {
    setWritable(false);
    CompletableFuture<Boolean> passed = waiting();
    channel.close();
    assertThat(get(passed)).isFalse();
    assertThat(gate.await(channel)).isFalse();
  }
}

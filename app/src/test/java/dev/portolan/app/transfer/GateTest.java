package dev.portolan.app.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portolan.transport.file.TransferListener;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {
  private final Gate gate = new Gate(Duration.ofMinutes(1));

  @Test
  void whoIsHeldGoesOnWhenItIsOpened() throws Exception {
    gate.hold();
    CompletableFuture<Void> passed = passing();
    gate.open();
    passed.get(10, TimeUnit.SECONDS);
  }

  @Test
  void whoIsHeldIsCancelledAtOnceAndStaysSo() {
    gate.hold();
    CompletableFuture<Void> passed = passing();
    gate.cancel();
    assertThatThrownBy(passed::join).hasCauseInstanceOf(CancellationException.class);
    gate.open();
    assertThatThrownBy(gate::pass).isInstanceOf(CancellationException.class);
  }

  @Test
  void whatIsHeldForTooLongIsSuspended() {
    Gate strict = new Gate(Duration.ofMillis(20));
    strict.hold();
    assertThatThrownBy(strict::pass).isInstanceOf(TransferListener.SuspendedException.class);
  }

  @Test
  void anInterruptCancels() {
    gate.hold();
    Thread.currentThread().interrupt();
    assertThatThrownBy(gate::pass).isInstanceOf(CancellationException.class);
    assertThat(Thread.interrupted()).isTrue();
  }

  /** Passes on a thread of its own, which waits at the gate when this returns. */
  private CompletableFuture<Void> passing() {
    CompletableFuture<Void> passed = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  try {
                    gate.pass();
                    passed.complete(null);
                  } catch (RuntimeException e) {
                    passed.completeExceptionally(e);
                  }
                });
    while (thread.getState() != Thread.State.TIMED_WAITING && !passed.isDone()) {
      Thread.onSpinWait();
    }
    return passed;
  }
}

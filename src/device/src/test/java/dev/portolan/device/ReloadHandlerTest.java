package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.message.Message;
import dev.portolan.transport.testing.Futures;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadHandlerTest {

  private final AtomicInteger begun = new AtomicInteger();
  private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

  /** A reload that takes until the test says how it ends. */
  private void reload() throws Exception {
    begun.incrementAndGet();
    switch (ends.take()) {
      case "exception" -> throw new IOException("no such file");
      case "error" -> throw new NoClassDefFoundError("gone");
      default -> {}
    }
  }

  private ServedDevice start() {
    return ServedDevice.start(config -> config.withReload(this::reload));
  }

  private void awaitBegun(int count) {
    Futures.until(() -> begun.get() == count);
  }

  private static void assertAccepted(ServedDevice device) {
    Call call = device.call(Message.reload());
    assertThat(call.ok()).isEmpty();
    call.awaitEnd();
    assertThat(call.bytes().hasEnded()).isTrue();
  }

  private static void assertBusy(ServedDevice device) {
    assertThat(device.call(Message.reload()).refusal())
        .isEqualTo("busy: a reload runs and another one waits");
  }

  @Test
  void isAnsweredBeforeItIsDone() {
    try (ServedDevice device = start()) {
      assertAccepted(device);
      awaitBegun(1);
      ends.add("well");
    }
  }

  @Test
  void whileOneRunsOneMayWaitAndNoMore() {
    try (ServedDevice device = start()) {
      assertAccepted(device);
      awaitBegun(1);
      assertAccepted(device);
      assertBusy(device);
      assertBusy(device);
      assertThat(begun).hasValue(1);
      ends.add("well");
      awaitBegun(2);
      assertAccepted(device);
      assertBusy(device);
      ends.add("well");
      awaitBegun(3);
      ends.add("well");
    }
    assertThat(begun).hasValue(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exception", "error"})
  void oneThatFailsIsFollowedByTheNext(String failure) {
    try (ServedDevice device = start()) {
      assertAccepted(device);
      awaitBegun(1);
      assertAccepted(device);
      ends.add(failure);
      awaitBegun(2);
      assertAccepted(device);
      ends.add(failure);
      awaitBegun(3);
      ends.add("well");
    }
  }
}

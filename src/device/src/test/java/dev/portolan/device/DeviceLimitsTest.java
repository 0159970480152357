package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.ResetCause;
import dev.portolan.smux.StreamResetException;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.testing.Futures;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How many streams a device serves at once, answered or not. */
class DeviceLimitsTest {
  private static final int MOST = 1_280;
  private static final int HELD = 0x7e;
  private static final int KEPT = 0x7d;

  @Test
  void streamsThatWaitForTheirTargets() {
    fill(HELD);
  }

  @Test
  void streamsThatHaveTheirTargets() {
    fill(KEPT);
  }

  private static void fill(int type) {
    AtomicInteger asked = new AtomicInteger();
    try (ServedDevice device =
        ServedDevice.start(
            config ->
                config
                    .withHandler(HELD, (stream, request) -> asked.incrementAndGet())
                    .withHandler(
                        KEPT,
                        (stream, request) -> {
                          asked.incrementAndGet();
                          Answer.ok(stream);
                        }))) {
      List<Call> calls = new ArrayList<>();
      for (int i = 0; i < MOST; i++) {
        calls.add(device.call(Message.of(type, new byte[0])));
      }
      Futures.until(() -> asked.get() == MOST);
      assertThat(device.call(Message.of(type, new byte[0])).unanswered().getCause())
          .isInstanceOfSatisfying(
              StreamResetException.class,
              reset -> assertThat(reset.reset()).isEqualTo(ResetCause.REFUSED));
      assertThat(device.session().streamCount()).isEqualTo(MOST);
      calls.getFirst().reset();
      Futures.until(() -> device.session().streamCount() == MOST - 1);
      calls.add(device.call(Message.of(type, new byte[0])));
      Futures.until(() -> asked.get() == MOST + 1);
      calls.forEach(Call::reset); // Their handlers do not hear of an end.
    }
  }
}

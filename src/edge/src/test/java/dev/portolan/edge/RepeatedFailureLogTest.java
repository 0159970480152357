package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceState;
import dev.portolan.transport.link.RedialBackoff;
import dev.portolan.transport.testing.LogLines;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A device that is refused again and again writes one line, at its end and at the edge's. */
class RepeatedFailureLogTest {

  @RegisterExtension
  final LogLines lines =
      LogLines.of(DeviceClient.class.getName(), UpgradeResponder.class.getName());

  @Test
  void aRepeatedRefusalIsLoggedOnce() {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      AtomicInteger refusals = new AtomicInteger();
      DeviceClient device =
          fixture.addDevice(
              TestPki.newForeignDevice("refused"),
              settings ->
                  settings.withRedial(
                      RedialBackoff.between(Duration.ofMillis(1), Duration.ofMillis(5))));
      device.addListener(
          state -> {
            if (state instanceof DeviceState.Waiting) {
              refusals.incrementAndGet();
            }
          });
      fixture.awaitUntil(() -> refusals.get() >= 5, () -> "refused " + refusals + " times only");
    }

    assertThat(lines.rest())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("refused 127.0.0.1 with 403: "))
        .anyMatch(line -> line.startsWith("not connected, tried again by itself: localhost "));
  }
}

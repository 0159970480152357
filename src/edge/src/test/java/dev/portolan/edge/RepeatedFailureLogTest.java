package dev.portolan.edge;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.portolan.device.DeviceClient;
import dev.portolan.device.DeviceState;
import dev.portolan.transport.link.RedialBackoff;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** A device that is refused again and again writes one line, at its end and at the edge's. */
class RepeatedFailureLogTest {

  private final List<Logger> loggers =
      List.of(
          (Logger) LoggerFactory.getLogger(DeviceClient.class),
          (Logger) LoggerFactory.getLogger(UpgradeResponder.class));
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          lines.add(event.getFormattedMessage());
        }
      };

  @BeforeEach
  void listen() {
    appender.start();
    for (Logger logger : loggers) {
      logger.addAppender(appender);
      logger.setLevel(Level.INFO);
      logger.setAdditive(false);
    }
  }

  @AfterEach
  void stop() {
    for (Logger logger : loggers) {
      logger.detachAppender(appender);
      logger.setLevel(null);
      logger.setAdditive(true);
    }
  }

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

    assertThat(lines)
        .hasSize(2)
        .anyMatch(line -> line.startsWith("refused 127.0.0.1 with 403: "))
        .anyMatch(line -> line.startsWith("not connected, tried again by itself: localhost "));
  }
}

package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.message.UdpTunnelRequest;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.Futures;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The line that a device writes of each stream. */
class ServedRecordTest {
  private static final int OWN = 0x7e;
  private static final HostPort NOBODY = new HostPort("127.0.0.1", 9);

  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.portolan.device.streams");
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
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
    logger.addAppender(appender);
    logger.setLevel(Level.INFO);
    logger.setAdditive(false);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(appender);
    logger.setLevel(null);
    logger.setAdditive(true);
  }

  private String line() throws InterruptedException {
    return String.valueOf(lines.poll(30, TimeUnit.SECONDS));
  }

  /** The bytes of the answer count, and those of the request do not. */
  @Test
  void hasTheBytesOfBothDirections() throws InterruptedException {
    Bytes received = new Bytes();
    try (ServedDevice device =
        ServedDevice.start(
            config ->
                config.withHandler(
                    OWN,
                    (stream, request) -> {
                      stream.pipeline().addLast(received);
                      stream.config().setAutoRead(true);
                      Answer.ok(stream);
                    }))) {
      Call call = device.call(Message.of(OWN, new byte[9]));
      call.ok();
      call.type("hello");
      Futures.until(() -> received.size() == 5);
      call.close();
      assertThat(line())
          .matches(
              "client=- type=\\S+ target=\\S+ seconds=[0-9]{1,2}\\.[0-9]{3} up=5 down=3"
                  + " end=closed");
    }
    assertThat(lines).as("one for each stream").isEmpty();
  }

  @Test
  void hasTheNumberOfAClientWhoseRequestHasOne() throws InterruptedException {
    TargetRules nothing = TargetRules.of(AccessRules.parse("deny *", AccessRules.Scope.DEVICE));
    try (ServedDevice device = ServedDevice.start(config -> config.withRules(nothing))) {
      device.call(new TcpTunnelRequest(NOBODY, false, 7).toMessage()).refusal();
      assertThat(line()).startsWith("client=7 type=tcp target=127.0.0.1:9 ");
      device.call(new UdpTunnelRequest(0, NOBODY, 8).toMessage()).refusal();
      assertThat(line()).startsWith("client=8 type=udp target=127.0.0.1:9 ");
      device.call(Message.reload()).refusal();
      assertThat(line())
          .startsWith("client=- type=reload target=- ")
          .contains(" end=\"refused: this device's rules do not allow you to ");
    }
  }

  @Test
  void saysHowAStreamWasLost() throws InterruptedException {
    try (ServedDevice device =
        ServedDevice.start(
            config -> config.withHandler(OWN, (stream, request) -> Answer.ok(stream)))) {
      Call call = device.call(Message.of(OWN, new byte[0]));
      call.ok();
      call.reset();
      assertThat(line()).contains(" up=0 down=3 end=\"It was broken off ");
    }
  }
}

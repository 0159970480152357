package dev.portolan.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.transport.access.AccessRules;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.TcpTunnelRequest;
import dev.portolan.transport.message.UdpTunnelRequest;
import dev.portolan.transport.testing.Bytes;
import dev.portolan.transport.testing.Futures;
import dev.portolan.transport.testing.LogLines;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The line that a device writes of each stream. */
class ServedRecordTest {
  private static final int OWN = 0x7e;
  private static final HostPort NOBODY = new HostPort("127.0.0.1", 9);

  @RegisterExtension final LogLines lines = LogLines.of("dev.portolan.device.streams");

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
      assertThat(lines.next())
          .matches(
              "client=- type=\\S+ target=\\S+ seconds=[0-9]{1,2}\\.[0-9]{3} up=5 down=3"
                  + " end=closed");
    }
    assertThat(lines.rest()).as("one for each stream").isEmpty();
  }

  @Test
  void hasTheNumberOfAClientWhoseRequestHasOne() throws InterruptedException {
    TargetRules nothing = TargetRules.of(AccessRules.parse("deny *", AccessRules.Scope.DEVICE));
    try (ServedDevice device = ServedDevice.start(config -> config.withRules(nothing))) {
      device.call(new TcpTunnelRequest(NOBODY, false, 7).toMessage()).refusal();
      assertThat(lines.next()).startsWith("client=7 type=tcp target=127.0.0.1:9 ");
      device.call(new UdpTunnelRequest(0, NOBODY, 8).toMessage()).refusal();
      assertThat(lines.next()).startsWith("client=8 type=udp target=127.0.0.1:9 ");
      device.call(Message.reload()).refusal();
      assertThat(lines.next())
          .startsWith("client=- type=reload target=- ")
          .contains(" end=\"refused: this device's rules do not allow you to ");
    }
  }

  /** By the rules for addresses, which are asked only after the look-up, and by the network. */
  @Test
  void saysWhyATunnelWasNotGranted() throws Exception {
    TargetRules rules =
        TargetRules.of(
            AccessRules.parse("deny tcp 10.0.0.0/8:*\nallow *", AccessRules.Scope.DEVICE));
    try (ServedDevice device = ServedDevice.start(config -> config.withRules(rules))) {
      device.call(new TcpTunnelRequest(new HostPort("0.0.0.0", 9), false, 7).toMessage()).refusal();
      assertThat(lines.next()).contains(" end=\"refused: ").contains("unspecified address");
      device.call(new TcpTunnelRequest(NOBODY, false, 7).toMessage()).refusal();
      assertThat(lines.next())
          .endsWith(" end=\"refused: cannot connect to 127.0.0.1:9: connection refused\"");
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
      assertThat(lines.next()).contains(" up=0 down=3 end=\"It was broken off ");
    }
  }
}

package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.smux.SmuxStream;
import dev.portolan.transport.endpoint.Authorization;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.MessageType;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The client number in tunnel requests to devices. */
class ClientNumberPathTest {

  private static final String OTHER_TOKEN = "other-token";

  private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();

  private static Message message(MessageType type, String text) {
    return Message.of(type, text.getBytes(StandardCharsets.UTF_8));
  }

  private void note(SmuxStream stream, Message request) {
    requests.add(request.text());
    stream.writeAndFlush(Message.ok().encode(stream.alloc()));
  }

  /** The request as received by the device. */
  private String arrives(EdgeClient client, MessageType type, String text)
      throws InterruptedException {
    await(await(client.openStream(message(type, text), new StreamProbe())).stream().close());
    return Objects.requireNonNull(requests.poll(30, TimeUnit.SECONDS));
  }

  @Test
  void clientNumberReachesDeviceAndCannotBeForged() throws InterruptedException {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            ClientNumberPathTest::withTwoClients,
            device ->
                device
                    .withHandler(MessageType.TCP_TUNNEL.code(), this::note)
                    .withHandler(MessageType.UDP_TUNNEL.code(), this::note))) {
      EdgeClient first = fixture.connect();
      EdgeClient again = fixture.connect();
      EdgeClient other =
          await(
              fixture.connect(fixture.endpoint().withAuthorization(Authorization.of(OTHER_TOKEN))));
      String one = arrives(first, MessageType.TCP_TUNNEL, "h:80").substring("h:80".length());
      assertThat(one).matches("\nclient [1-9][0-9]*");
      assertThat(arrives(again, MessageType.UDP_TUNNEL, "5:h:80")).isEqualTo("5:h:80" + one);
      assertThat(arrives(other, MessageType.TCP_TUNNEL, "h:80\nhalf-close"))
          .matches("h:80\nhalf-close\nclient [1-9][0-9]*")
          .doesNotEndWith(one);
      assertThat(arrives(first, MessageType.TCP_TUNNEL, "h:80\nclient 2")).isEqualTo("h:80" + one);
      assertThat(arrives(first, MessageType.TCP_TUNNEL, "h:80\nhalf-close\nclient 2"))
          .isEqualTo("h:80\nhalf-close" + one);
      assertThat(arrives(first, MessageType.UDP_TUNNEL, "5:h:80\nclient 2"))
          .isEqualTo("5:h:80" + one);
      await(other.close());
    }
  }

  private static EdgeConfig withTwoClients(EdgeConfig edge) {
    return edge.withClients(
        ClientAuthorizer.tokens(Map.of(EdgeFixture.TOKEN, "one", OTHER_TOKEN, "two")));
  }

  @Test
  void otherDevicesGetOnlyOneLine() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      ClientIdentity identity = fixture.pki().newDevice("another");
      try (RawConnection device = RawConnection.open(fixture, identity)) {
        device.send(
            RawConnection.head(
                "GET / HTTP/1.1",
                "Connection: upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Protocol: qbee-v1"));
        device.readHead();
        String path = "/device/" + DeviceId.of(identity.certificate());
        EdgeClient client = await(fixture.connect(fixture.endpoint(path)));
        for (Message sent :
            List.of(
                message(MessageType.TCP_TUNNEL, "h:80\nhalf-close\nclient 2"),
                message(MessageType.UDP_TUNNEL, "5:h:80\nclient 2"))) {
          client.openStream(sent, new StreamProbe());
          String line = sent.text().lines().findFirst().orElseThrow();
          device.read(8 + 8); // SYN, and the header of the PSH.
          assertThat(device.read(3)).endsWith((byte) 0, (byte) line.length());
          assertThat(new String(device.read(line.length()), StandardCharsets.UTF_8))
              .isEqualTo(line);
        }
        await(client.close());
      }
    }
  }
}

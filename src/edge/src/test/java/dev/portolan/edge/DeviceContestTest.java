package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.session.EdgeClient;
import io.netty.util.concurrent.Future;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Two connections with the same device key. */
class DeviceContestTest {

  private final List<String> notices = new CopyOnWriteArrayList<>();

  @Test
  void silentConnectionIsReplacedWithinThreeSeconds() throws Exception {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge.withNotices(notices::add))) {
      // Connected, and its TCP stack acknowledges every byte, but it sends nothing.
      try (RawConnection stopped = RawConnection.open(fixture, fixture.deviceIdentity())) {
        stopped.send(
            RawConnection.head(
                "GET / HTTP/1.1",
                "Host: localhost",
                "Connection: upgrade",
                "Upgrade: websocket",
                "Sec-WebSocket-Protocol: qbee-v1"));
        assertThat(stopped.readHead()).startsWith("HTTP/1.1 101 ");
        EdgeClient client = fixture.connect();
        long start = System.nanoTime();
        DeviceClient device = fixture.addDevice(fixture.deviceIdentity(), d -> d);
        await(device.ready());
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        assertThat(took).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(device.lastError()).isNull();
        assertThat(notices)
            .singleElement()
            .asString()
            .contains(fixture.deviceId(), "took the place of its old connection");
        await(await(client.openStream(Message.reload(), new StreamProbe())).stream().close());
        fixture.awaitUntil(
            () -> fixture.edge().sessionCount() == 2, () -> "the old session is not closed");
      }
    }
  }

  @Test
  void respondingConnectionStaysAndOtherIsRefusedWithGrowingDelay() {
    try (EdgeFixture fixture =
        EdgeFixture.start(edge -> edge.withNotices(notices::add), device -> device)) {
      assertRefused(fixture, Duration.ZERO, Duration.ofSeconds(1));
      assertRefused(fixture, Duration.ofSeconds(1), Duration.ofSeconds(2));
      assertRefused(fixture, Duration.ofSeconds(2), Duration.ofSeconds(4));
      assertThat(fixture.edge().devices()).containsExactly(fixture.deviceId());
      assertThat(fixture.edge().sessionCount()).isOne();
      assertThat(notices)
          .singleElement()
          .asString()
          .contains(fixture.deviceId(), "two machines may have the same key");
    }
  }

  private static void assertRefused(EdgeFixture fixture, Duration least, Duration most) {
    long start = System.nanoTime();
    Future<EdgeClient> second =
        fixture
            .connector()
            .connect(
                fixture.deviceEndpoint(fixture.deviceIdentity()),
                SmuxConfig.defaults(),
                null,
                ConnectListener.NONE);
    Throwable failure = awaitFailure(second);
    assertThat(failure).isInstanceOf(EdgeException.class);
    assertThat(((EdgeException) failure).status()).isEqualTo(409);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(least, most);
  }
}

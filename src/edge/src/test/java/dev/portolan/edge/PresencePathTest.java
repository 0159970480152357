package dev.portolan.edge;

import static dev.portolan.edge.EdgeFixture.await;
import static dev.portolan.edge.EdgeFixture.awaitFailure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.device.DeviceClient;
import dev.portolan.smux.SmuxConfig;
import dev.portolan.transport.dial.ConnectListener;
import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.message.HostPort;
import dev.portolan.transport.message.Message;
import dev.portolan.transport.message.Presence;
import dev.portolan.transport.message.PresenceWatch;
import dev.portolan.transport.presence.DeviceWatch;
import dev.portolan.transport.presence.PresenceListener;
import dev.portolan.transport.problem.EdgeException;
import dev.portolan.transport.problem.Problem;
import dev.portolan.transport.session.EdgeClient;
import dev.portolan.transport.tls.ClientIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** An edge tells a client which devices come and go. */
class PresencePathTest {
  private static final String STRANGER = "ab".repeat(32);

  /** Remembers what it was told last, and all of it. */
  private static final class Told implements PresenceListener {
    final Map<String, Presence> last = new ConcurrentHashMap<>();
    final List<Map<String, Presence>> all = Collections.synchronizedList(new ArrayList<>());
    volatile boolean ended;

    @Override
    public void told(Map<String, Presence> states) {
      all.add(states);
      last.putAll(states);
    }

    @Override
    public void ended() {
      ended = true;
    }
  }

  private static EdgeClient watcher(EdgeFixture fixture, Endpoint endpoint) {
    EdgeClient client =
        await(
            fixture
                .connector()
                .connectToWatch(endpoint, SmuxConfig.defaults(), ConnectListener.NONE));
    fixture.own(() -> await(client.close()));
    return client;
  }

  private static void awaitTold(EdgeFixture fixture, Told told, String id, Presence presence) {
    fixture.awaitUntil(
        () -> told.last.get(id) == presence, () -> "not told " + presence + ": " + told.last);
  }

  @Test
  void aClientIsToldWhenItsDeviceGoesAndComesBack() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = watcher(fixture, fixture.endpoint());
      assertThat(client.tellsPresence()).isTrue();
      Told told = new Told();
      client.watch(List.of(fixture.deviceId()), told);
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);

      await(fixture.device().close());
      awaitTold(fixture, told, fixture.deviceId(), Presence.AWAY);

      await(fixture.addDevice(fixture.deviceIdentity(), device -> device).ready());
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);
      assertThat(told.all).hasSize(3);
    }
  }

  @Test
  void oneSessionTellsOfOtherDevicesToo() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      ClientIdentity other = fixture.pki().newDevice("other");
      String otherId = DeviceId.of(other.certificate());
      Told told = new Told();
      watcher(fixture, fixture.endpoint())
          .watch(List.of(fixture.deviceId(), otherId, STRANGER), told);
      awaitTold(fixture, told, otherId, Presence.AWAY);

      await(fixture.addDevice(other, device -> device).ready());
      awaitTold(fixture, told, otherId, Presence.CONNECTED);
      assertThat(told.last)
          .containsEntry(fixture.deviceId(), Presence.CONNECTED)
          .containsEntry(STRANGER, Presence.AWAY);
    }
  }

  @Test
  void aClientThatWatchesIsLetInBeforeItsDeviceAndOthersAreNot() {
    try (EdgeFixture fixture = EdgeFixture.startEdgeOnly(edge -> edge)) {
      ClientIdentity late = fixture.pki().newDevice("late");
      String id = DeviceId.of(late.certificate());
      Endpoint endpoint = fixture.endpoint("/device/" + id);
      assertThat(problem(awaitFailure(fixture.connect(endpoint))))
          .isEqualTo(Problem.DEVICE_NOT_CONNECTED);

      EdgeClient client = watcher(fixture, endpoint);
      Message service = Message.tcpTunnel(new HostPort("localhost", 1));
      assertThat(problem(awaitFailure(client.openStream(service, new StreamProbe()))))
          .isEqualTo(Problem.DEVICE_NOT_CONNECTED);
      Told told = new Told();
      client.watch(List.of(id), told);
      awaitTold(fixture, told, id, Presence.AWAY);

      await(fixture.addDevice(late, device -> device).ready());
      awaitTold(fixture, told, id, Presence.CONNECTED);
      assertThat(problem(awaitFailure(client.openStream(service, new StreamProbe()))))
          .as("the device answers")
          .isEqualTo(Problem.TARGET_REFUSED);
    }
  }

  private static Problem problem(Throwable cause) {
    return ((EdgeException) cause).problem();
  }

  @Test
  void nothingIsToldOfDevicesThatTheClientMayNotReach() {
    try (EdgeFixture fixture =
        EdgeFixture.start(
            edge ->
                EdgeConfig.of(
                    edge.listen(),
                    edge.identity().get(),
                    edge.devices().get(),
                    (authorization, device) ->
                        device.equals(STRANGER)
                            ? new ClientDecision.Forbidden("not yours")
                            : new ClientDecision.Granted("tester")),
            device -> device)) {
      Told told = new Told();
      watcher(fixture, fixture.endpoint()).watch(List.of(STRANGER, fixture.deviceId()), told);
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);
      assertThat(told.last).containsEntry(STRANGER, Presence.UNKNOWN);
    }
  }

  @Test
  void manyDevicesTakeSeveralStreamsAndNoneIsLeft() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      List<String> ids =
          IntStream.range(0, 2_000).mapToObj(i -> "device-%05d".formatted(i)).toList();
      EdgeClient client = watcher(fixture, fixture.endpoint());
      Told told = new Told();
      DeviceWatch watch = client.watch(ids, told);
      fixture.awaitUntil(() -> told.last.size() == 2_000, () -> "told of " + told.last.size());
      assertThat(client.session().streamCount()).isEqualTo(2_000 / PresenceWatch.MAX_IDS + 1);
      assertThat(fixture.edge().watchedCount()).isEqualTo(2_000);

      watch.close();
      fixture.awaitUntil(
          () -> fixture.edge().watchedCount() == 0 && client.session().streamCount() == 0,
          () -> "left " + fixture.edge().watchedCount());
      assertThat(told.ended).as("closed by its owner").isFalse();
    }
  }

  @Test
  void aWatchEndsWithItsSession() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Told told = new Told();
      EdgeClient client = watcher(fixture, fixture.endpoint());
      client.watch(List.of(fixture.deviceId()), told);
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);
      fixture.killEdge();
      fixture.awaitUntil(() -> told.ended, () -> "not told the end");
      fixture.startEdge();
    }
  }

  @Test
  void aWatchDoesNotHoldUpAnEdgeThatStops() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Told told = new Told();
      watcher(fixture, fixture.endpoint()).watch(List.of(fixture.deviceId()), told);
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);
      assertThat(fixture.edge().streamCount()).isZero();
      await(fixture.edge().close(Duration.ofMinutes(5)));
    }
  }

  @Test
  void whoNeverAskedCannotWatch() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Message watch = new PresenceWatch(List.of(fixture.deviceId())).toMessage();
      Throwable refusal = awaitFailure(fixture.connect().openStream(watch, new StreamProbe()));
      assertThat(problem(refusal)).isEqualTo(Problem.STREAM_REFUSED);
    }
  }

  @Test
  void aClientThatAsksForThemGetsOneHeaderMore() throws IOException {
    try (EdgeFixture fixture = EdgeFixture.start();
        RawConnection client = RawConnection.open(fixture, null)) {
      client.send(
          "GET /device/"
              + fixture.deviceId()
              + " HTTP/1.1\r\nHost: edge\r\nAuthorization: "
              + EdgeFixture.TOKEN
              + "\r\nConnection: upgrade\r\nUpgrade: websocket\r\n"
              + "Sec-WebSocket-Protocol: qbee-v1\r\nPortolan-Presence: 1\r\n\r\n");
      assertThat(client.readHead().lines())
          .containsExactly(
              "HTTP/1.1 101 Switching Protocols",
              "Connection: Upgrade",
              "Upgrade: websocket",
              "Sec-WebSocket-Protocol: qbee-v1",
              "Portolan-Half-Close: 1",
              "Portolan-Presence: 1",
              "");
    }
  }

  @Test
  void aListThatIsNoneIsRefusedInASentence() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      EdgeClient client = watcher(fixture, fixture.endpoint());
      String tooMany = String.join("\n", Collections.nCopies(PresenceWatch.MAX_IDS + 1, "x"));
      for (String payload : List.of("", "a b", "a\n\nb", "x\nx", "é", tooMany)) {
        Throwable refusal =
            awaitFailure(
                client.openStream(
                    Message.of(0x70, payload.getBytes(StandardCharsets.UTF_8)), new StreamProbe()));
        assertThat(refusal).isInstanceOf(EdgeException.class);
        assertThat(((EdgeException) refusal).reason()).as(payload).contains("watch");
      }
    }
  }

  @Test
  void aDeviceThatMovesToAnotherConnectionIsNotToldAsGone() {
    try (EdgeFixture fixture = EdgeFixture.start()) {
      Told told = new Told();
      watcher(fixture, fixture.endpoint()).watch(List.of(fixture.deviceId()), told);
      awaitTold(fixture, told, fixture.deviceId(), Presence.CONNECTED);
      DeviceClient device = fixture.device();
      int before = fixture.edge().sessionCount();
      fixture.edge().sendAway(fixture.deviceId());
      fixture.awaitUntil(
          () -> fixture.edge().sessionCount() > before || device.lastError() != null,
          () -> "did not move");
      fixture.awaitUntil(() -> fixture.edge().sessionCount() == before, () -> "old one stays");
      assertThat(told.all).hasSize(1);
    }
  }
}

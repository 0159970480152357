package dev.portolan.platform;

import static dev.portolan.platform.Account.PUMP;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReachTest {
  private final Account account = new Account();

  @AfterEach
  void close() {
    account.close();
  }

  private Reach reach(NodeId id, Purpose purpose, String... approved) {
    return Account.get(account.session().reach(id, purpose, Set.of(approved)));
  }

  private NodeId device(String title, Map<String, ?> more) {
    NodeId id = new NodeId(String.format("%064x", title.hashCode()));
    account.server.addDevice(id.hex(), title, more);
    return id;
  }

  @Test
  void isReadyThroughTheEdgeThatTheServerNamesNow() {
    account.server.connect(PUMP.hex(), "uuid-1", "localhost:8443/edge/e-1", 1);
    assertThat(reach(PUMP, Purpose.STREAMS))
        .isEqualTo(new Reach.Ready(URI.create("https://localhost:8443/edge/e-1/device/uuid-1")));

    account.server.connect(PUMP.hex(), "uuid-1", "edge2.localhost/edge/e-2", 1);
    Reach moved = reach(PUMP, Purpose.STREAMS);
    assertThat(moved)
        .isEqualTo(new Reach.Ready(URI.create("https://edge2.localhost/edge/e-2/device/uuid-1")));
    assertThat(moved.sentence()).isEqualTo("The device is connected to the edge edge2.localhost.");
  }

  @Test
  void tellsAnOfflineDeviceFromOneWithoutRemoteAccess() {
    Reach off = reach(PUMP, Purpose.STREAMS);
    assertThat(off).isEqualTo(new Reach.RemoteAccessOff());
    assertThat(off.sentence()).startsWith("Remote access to the device is off");

    NodeId offline =
        device("offline", Map.of("status", "disconnected", "last_reported_time", 1_767_225_600));
    Reach notReporting = reach(offline, Purpose.STREAMS);
    assertThat(notReporting)
        .isEqualTo(
            new Reach.NotReporting(DeviceState.OFFLINE, Instant.parse("2026-01-01T00:00:00Z")));
    assertThat(notReporting.sentence())
        .isEqualTo("The device is offline: it last reported at 2026-01-01T00:00:00Z.");

    NodeId delayed = device("delayed", Map.of("status", "delayed"));
    assertThat(reach(delayed, Purpose.STREAMS).sentence()).isEqualTo("The device is delayed.");
  }

  @Test
  void needsANewerAgentForFilesOnly() {
    NodeId old = device("old", Map.of("system", Map.of("cf_version", "2026.18")));
    account.server.connect(old.hex(), "u", "localhost/edge/1", 1);

    assertThat(reach(old, Purpose.STREAMS)).isInstanceOf(Reach.Ready.class);
    assertThat(reach(old, Purpose.FILES).sentence())
        .isEqualTo("Files need agent 2026.19 or newer on the device, which has 2026.18.");

    NodeId silent = device("silent", Map.of("system", Map.of()));
    account.server.connect(silent.hex(), "u", "localhost/edge/1", 1);
    assertThat(reach(silent, Purpose.FILES).sentence())
        .isEqualTo(
            "Files need agent 2026.19 or newer on the device, which does not say what it has.");

    account.server.connect(PUMP.hex(), "u", "localhost/edge/1", 1);
    assertThat(reach(PUMP, Purpose.FILES)).isInstanceOf(Reach.Ready.class);
  }

  @Test
  void knowsOneVersionOfEdges() {
    for (int version : new int[] {0, 2}) {
      account.server.connect(PUMP.hex(), "u", "localhost/edge/1", version);

      assertThat(reach(PUMP, Purpose.FILES).sentence())
          .isEqualTo(
              "The device is connected to an edge of kind "
                  + version
                  + ", which this version of Portolan does not know.");
    }
  }

  @Test
  void givesTheTokenToNoForeignEdgeUntilTheUserAllowsIt() {
    account.server.connect(PUMP.hex(), "u", "Evil-localhost:443/edge/1", 1);

    Reach foreign = reach(PUMP, Purpose.STREAMS, "localhost.evil");
    assertThat(foreign)
        .isEqualTo(
            new Reach.ForeignEdge(
                "evil-localhost",
                "localhost",
                URI.create("https://Evil-localhost:443/edge/1/device/u")));
    assertThat(foreign.sentence())
        .isEqualTo(
            "The edge evil-localhost is not in the account's domain localhost: it gets the"
                + " account's token only if you allow it.");

    assertThat(reach(PUMP, Purpose.STREAMS, "evil-localhost")).isInstanceOf(Reach.Ready.class);
  }

  @Test
  void ofAnUnknownDeviceIsAFailure() {
    PlatformException failure =
        Account.failure(
            account.session().reach(new NodeId("f".repeat(64)), Purpose.STREAMS, Set.of()));

    assertThat(failure.problem()).isEqualTo(PlatformProblem.NOT_FOUND);
    assertThat(failure).hasMessage("localhost does not know what was asked for: no such device");
  }
}

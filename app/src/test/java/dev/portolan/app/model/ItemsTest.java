package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ItemsTest {
  private final EdgeItem edge =
      new EdgeItem(
          "e",
          EdgeKind.REMOTE,
          new EdgeSettings("Edge", "https://edge", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem device =
      new DeviceItem("d", edge, new DeviceSettings("Device", "d", List.of(), ""));
  private final TunnelItem tunnel =
      new TunnelItem(
          "t",
          device,
          new TunnelSettings("", new Forward("", 1, "localhost", 2, Protocol.TCP), false));

  @Test
  void theListsThatEverybodySeesFollowTheirOwnersAndCannotBeChanged() {
    List<Object> seen = new ArrayList<>();
    follow(edge.devices(), seen);
    follow(device.tunnels(), seen);
    follow(tunnel.connections(), seen);
    ConnectionItem connection = new ConnectionItem("127.0.0.1:5", Instant.EPOCH);

    edge.ownDevices().add(device);
    device.ownTunnels().add(tunnel);
    tunnel.setConnections(List.of(connection));

    assertThat(seen).containsExactly(device, tunnel, connection);
    for (ObservableList<?> list : List.of(edge.devices(), device.tunnels(), tunnel.connections())) {
      assertThatThrownBy(list::clear).isInstanceOf(UnsupportedOperationException.class);
      assertThat(list).hasSize(1);
    }
  }

  private static <T> void follow(ObservableList<T> list, List<Object> seen) {
    list.addListener(
        (ListChangeListener<T>)
            change -> {
              while (change.next()) {
                seen.addAll(change.getAddedSubList());
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "'', false",
    "localhost, false",
    "::1, false",
    "127.0.0.1, false",
    "127.83.4.9, false",
    "127.example.com, true",
    "127.0.0.1.example.com, true",
    "*, true",
    "192.168.1.2, true"
  })
  void onlyAddressesOfThisComputerAreLoopback(String bind, boolean reachable) {
    assertThat(Forward.reachableFromNetwork(bind)).isEqualTo(reachable);
  }
}

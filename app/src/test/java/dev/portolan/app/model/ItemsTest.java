package dev.portolan.app.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javafx.collections.ListChangeListener;
import javafx.collections.ObservableList;
import org.junit.jupiter.api.Test;

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
}

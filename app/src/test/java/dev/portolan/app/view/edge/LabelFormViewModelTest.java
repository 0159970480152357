package dev.portolan.app.view.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.Inventory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelFormViewModelTest {
  private final Inventory inventory = new Inventory();
  private final EdgeItem edge =
      inventory.addEdge(
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump = device("pump", List.of("Hall 3"), List.of("water", "old"));
  private final DeviceItem gate = device("gate", List.of(), List.of("Old"));

  @Test
  void whatIsNotTouchedStays() {
    LabelFormViewModel model = new LabelFormViewModel(inventory, List.of(pump, gate));
    assertThat(model.isSameGroup()).isFalse();
    assertThat(model.presentTags()).containsExactly("Old", "old", "water");
    model.addedProperty().set("north side, water");
    model.removedProperty().set("OLD");
    assertThat(model.save()).isTrue();
    assertThat(pump.settings().group()).containsExactly("Hall 3");
    assertThat(gate.settings().group()).isEmpty();
    assertThat(pump.settings().tags()).containsExactly("water", "north side");
    assertThat(gate.settings().tags()).containsExactly("north side", "water");
  }

  @Test
  void allGoIntoOneGroup() {
    LabelFormViewModel model = new LabelFormViewModel(inventory, List.of(pump, gate));
    model.groupProperty().set(" Hall 4/ Line 2 / ");
    assertThat(model.save()).isTrue();
    assertThat(List.of(pump, gate))
        .allSatisfy(one -> assertThat(one.settings().group()).containsExactly("Hall 4", "Line 2"));
    assertThat(model.knownGroups()).containsExactly("Hall 4", "Hall 4 / Line 2");
  }

  @Test
  void aGroupIsTakenAway() {
    LabelFormViewModel model = new LabelFormViewModel(inventory, List.of(pump));
    assertThat(model.groupProperty().get()).isEqualTo("Hall 3");
    model.groupProperty().set("");
    assertThat(model.save()).isTrue();
    assertThat(pump.settings().group()).isEmpty();
  }

  @Test
  void groupsWithinEachOtherHaveALimit() {
    List<String> names = new ArrayList<>();
    LabelFormViewModel model = new LabelFormViewModel(inventory, List.of(pump));
    while (names.size() < DeviceSettings.MAX_GROUPS) {
      names.add("a");
    }
    model.groupProperty().set(String.join("/", names));
    assertThat(model.groupProblemProperty().get()).isEmpty();
    names.add("a");
    model.groupProperty().set(String.join("/", names));
    assertThat(model.groupProblemProperty().get()).contains("8");
    assertThat(model.save()).isFalse();
    assertThat(pump.settings().group()).containsExactly("Hall 3");
  }

  @Test
  void aDuplicateHasAllButTheIdAndTheLocalPorts() {
    TunnelItem web = tunnel(8080);
    DeviceFormViewModel model = DeviceFormViewModel.duplicate(inventory, pump, saved -> {});
    assertThat(model.save()).as("without an id").isFalse();
    model.pathProperty().set("new");
    assertThat(model.save()).isTrue();
    DeviceItem copy = edge.devices().getLast();
    assertThat(copy.settings())
        .isEqualTo(
            new DeviceSettings(
                "new", "new", List.of("Hall 3"), false, List.of("water", "old"), "note"));
    assertThat(copy.tunnels())
        .singleElement()
        .satisfies(
            tunnel ->
                assertThat(tunnel.settings())
                    .isEqualTo(web.settings().withForward(web.forward().withLocalPort(0))));
  }

  @Test
  void anIdIsUsedOnceBehindAnEdge() {
    DeviceFormViewModel model = DeviceFormViewModel.duplicate(inventory, pump, saved -> {});
    model.pathProperty().set("gate");
    assertThat(model.pathProblemProperty().get()).contains("in the list already, behind Plant");
    assertThat(model.save()).isFalse();
    DeviceFormViewModel own = new DeviceFormViewModel(inventory, edge, gate, saved -> {});
    assertThat(own.save()).isTrue();
  }

  @Test
  void tunnelsThatAreThereAreNotCopiedAgain() {
    tunnel(8080);
    assertThat(inventory.copyTunnels(pump, gate)).hasSize(1);
    assertThat(inventory.copyTunnels(pump, gate)).isEmpty();
    assertThat(gate.tunnels()).hasSize(1);
  }

  private TunnelItem tunnel(int port) {
    return inventory.addTunnel(
        pump,
        new TunnelSettings("Web", new Forward("", port, "localhost", 80, Protocol.TCP), true));
  }

  private DeviceItem device(String name, List<String> group, List<String> tags) {
    return inventory.addDevice(edge, new DeviceSettings(name, name, group, false, tags, "note"));
  }
}

package dev.portolan.app.view.sidebar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.NavigatorRecorder;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidebarViewModelTest {
  private final Inventory inventory = new Inventory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final SidebarViewModel model = new SidebarViewModel(inventory, navigator);
  private final EdgeItem plant = edge("Plant A");
  private final EdgeItem harbour = edge("Harbour");
  private final DeviceItem pump = device(plant, "pump-7", "abc", "water", "by the north door");
  private final DeviceItem gate = device(plant, "gate-2", "def", "gate", "");
  private final DeviceItem kiosk = device(harbour, "kiosk-1", "0fe", "gate", "");

  @BeforeEach
  void withoutFilter() {
    assertThat(shown()).containsExactly(pump, gate, kiosk);
  }

  @Test
  void nameIdTagsAndNotesAreSearched() {
    for (String word : List.of("PUMP", "abc", "water", "north")) {
      model.filterProperty().set(word);
      assertThat(shown()).as(word).containsExactly(pump);
    }
  }

  @Test
  void allWordsMustMatch() {
    model.filterProperty().set("gate harbour");
    assertThat(shown()).containsExactly(kiosk);
    model.filterProperty().set("gate water");
    assertThat(shown()).isEmpty();
    assertThat(model.nothingFoundProperty().get()).isTrue();
  }

  @Test
  void theNameOfAnEdgeShowsAllOfIt() {
    model.filterProperty().set("plant");
    assertThat(shown()).containsExactly(pump, gate);
  }

  @Test
  void whatIsAddedOrRenamedIsSearchedToo() {
    model.filterProperty().set("crane");
    assertThat(shown()).isEmpty();
    DeviceItem crane = device(harbour, "crane-1", "1", "", "");
    assertThat(shown()).containsExactly(crane);
    gate.setSettings(new DeviceSettings("crane-2", "def", List.of(), ""));
    assertThat(shown()).containsExactly(gate, crane);
  }

  @Test
  void removingHasAWayBack() {
    model.remove(plant);
    assertThat(shown()).containsExactly(kiosk);
    assertThat(navigator.told).containsExactly("Removed edge “Plant A” and its devices");
    navigator.undo();
    assertThat(shown()).containsExactly(pump, gate, kiosk);
  }

  @Test
  void tenThousandDevicesAreFiltered() {
    for (int i = 0; i < 10_000; i++) {
      inventory.addDevice(harbour, new DeviceSettings("meter-" + i, "id", List.of(), ""));
      if (i == 9_998) {
        model.filterProperty().set("meter-9999");
      }
    }
    assertThat(shown())
        .singleElement()
        .satisfies(device -> assertThat(device.name()).isEqualTo("meter-9999"));
  }

  private List<DeviceItem> shown() {
    return model.groups().stream().flatMap(group -> group.devices().stream()).toList();
  }

  private EdgeItem edge(String name) {
    return inventory.addEdge(
        EdgeKind.REMOTE,
        new EdgeSettings(
            name, "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  }

  private DeviceItem device(EdgeItem edge, String name, String path, String tag, String notes) {
    return inventory.addDevice(edge, new DeviceSettings(name, path, List.of(tag), notes));
  }
}

package dev.portolan.app.view.palette;

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
import dev.portolan.app.view.NavigatorRecorder;
import dev.portolan.app.view.tunnel.TunnelActions;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaletteViewModelTest {
  private final Inventory inventory = new Inventory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final EdgeItem plant =
      inventory.addEdge(
          EdgeKind.REMOTE,
          new EdgeSettings(
              "Plant A", "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  private final DeviceItem pump =
      inventory.addDevice(
          plant,
          new DeviceSettings("pump {7}", "a", List.of("Hall 3"), false, List.of("water"), ""));
  private final TunnelItem web =
      inventory.addTunnel(
          pump,
          new TunnelSettings("Web", new Forward("", 0, "localhost", 80, Protocol.TCP), false));

  @Test
  void whatCanBeDoneWithADeviceIsFoundByAllOfItsWords() {
    for (String words : List.of("pump", "PUMP plant", "hall pump", "#water {7}")) {
      assertThat(found(words))
          .as(words)
          .contains(
              "pump {7}",
              "New shell on pump {7}",
              "Files of pump {7}",
              "New tunnel to pump {7}",
              "Add pump {7} to favourites");
    }
    assertThat(found("pump harbour")).isEmpty();
  }

  @Test
  void whatBeginsWithTheWordIsFirst() {
    assertThat(found("pump")).first().isEqualTo("pump {7}");
    assertThat(found("new")).first().isEqualTo("New shell on pump {7}");
  }

  @Test
  void edgesAndTunnelsAreFound() {
    assertThat(found("plant"))
        .contains("Edit edge Plant A", "Enter token for Plant A", "Add a device behind Plant A");
    assertThat(found("web"))
        .containsExactly("Switch on Web", "Test the service of tunnel Web", "Edit tunnel Web");
  }

  @Test
  void whatIsFoundIsDone() {
    run("Add pump {7} to favourites");
    assertThat(pump.settings().favourite()).isTrue();
    run("Remove pump {7} from favourites");
    assertThat(pump.settings().favourite()).isFalse();
    run("Switch on Web");
    assertThat(web.isWanted()).isTrue();
    run("Edit edge Plant A");
    assertThat(navigator.visited).containsExactly(plant);
  }

  @Test
  void ofTenThousandDevicesTheFirstAreShown() {
    for (int i = 0; i < 10_000; i++) {
      inventory.addDevice(plant, new DeviceSettings("meter-" + i, "id", List.of(), ""));
    }
    assertThat(found("meter")).hasSize(60);
    assertThat(found("shell meter-9999")).containsExactly("New shell on meter-9999");
  }

  private List<String> found(String words) {
    PaletteViewModel model = palette(words);
    return model.found().stream().map(PaletteViewModel.Entry::title).toList();
  }

  private void run(String title) {
    palette(title).found().stream()
        .filter(entry -> entry.title().equals(title))
        .findFirst()
        .orElseThrow()
        .action()
        .run();
  }

  private PaletteViewModel palette(String words) {
    PaletteViewModel model =
        new PaletteViewModel(inventory, new TunnelActions(inventory, navigator), navigator);
    model.queryProperty().set(words);
    return model;
  }
}

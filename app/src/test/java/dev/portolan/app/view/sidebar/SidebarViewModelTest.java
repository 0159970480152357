package dev.portolan.app.view.sidebar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceOrder;
import dev.portolan.app.model.DevicePresence;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.Preferences;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.WindowMemory;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.NavigatorRecorder;
import dev.portolan.app.view.common.DeviceFilter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidebarViewModelTest {
  private final Inventory inventory = new Inventory();
  private final WindowMemory memory = new WindowMemory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private final SidebarViewModel model =
      new SidebarViewModel(inventory, memory, new Preferences(), navigator, later::add);
  private final EdgeItem plant = edge("Plant A");
  private final EdgeItem harbour = edge("Harbour");
  private final DeviceItem pump = device(plant, "pump-7", "abc", "water", "by the north door");
  private final DeviceItem gate = device(plant, "gate-2", "def", "gate", "");
  private final DeviceItem kiosk = device(harbour, "kiosk-1", "0fe", "gate", "");

  @BeforeEach
  void withoutFilter() {
    assertThat(shown()).containsExactly("Plant A", "  pump-7", "  gate-2", "Harbour", "  kiosk-1");
  }

  @Test
  void devicesAreFiltered() {
    model.filterProperty().set("gate harbour");
    assertThat(shown()).containsExactly("Harbour", "  kiosk-1");
    model.filterProperty().set("gate water");
    assertThat(shown()).isEmpty();
    assertThat(model.nothingFoundProperty().get()).isTrue();
  }

  @Test
  void theNameOfAnEdgeShowsAllOfIt() {
    edge("Plant B");
    model.filterProperty().set("plant");
    assertThat(shown()).containsExactly("Plant A", "  pump-7", "  gate-2", "Plant B");
  }

  @Test
  void whatIsAddedOrRenamedIsSearchedToo() {
    model.filterProperty().set("crane");
    assertThat(shown()).isEmpty();
    device(harbour, "crane-1", "1", "", "");
    assertThat(shown()).containsExactly("Harbour", "  crane-1");
    inventory.change(gate, new DeviceSettings("crane-2", "def", List.of(), ""));
    assertThat(shown()).containsExactly("Plant A", "  crane-2", "Harbour", "  crane-1");
  }

  @Test
  void groupsAreBranchesInTheOrderOfTheirNames() {
    inventory.change(pump, pump.settings().withGroup(List.of("Hall 10")));
    inventory.change(gate, gate.settings().withGroup(List.of("Hall 9", "Line 2")));
    device(plant, "meter", "m", "", "");
    assertThat(shown())
        .containsExactly(
            "Plant A",
            "  Hall 9",
            "    Line 2",
            "      gate-2",
            "  Hall 10",
            "    pump-7",
            "  meter",
            "Harbour",
            "  kiosk-1");
    model.filterProperty().set("line");
    assertThat(shown()).containsExactly("Plant A", "  Hall 9", "    Line 2", "      gate-2");
  }

  @Test
  void groupsThatDifferByCaseAreOne() {
    inventory.change(pump, pump.settings().withGroup(List.of("Hall")));
    inventory.change(gate, gate.settings().withGroup(List.of("HALL")));
    assertThat(shown())
        .containsExactly("Plant A", "  Hall", "    pump-7", "    gate-2", "Harbour", "  kiosk-1");
  }

  @Test
  void favouritesAreListedAboveAllEdges() {
    model.actions().setFavourite(List.of(kiosk, pump), true);
    assertThat(shown())
        .containsExactly(
            "Favourites",
            "  pump-7",
            "  kiosk-1",
            "Plant A",
            "  pump-7",
            "  gate-2",
            "Harbour",
            "  kiosk-1");
    model.filterProperty().set("is:favourite pump");
    assertThat(shown()).containsExactly("Favourites", "  pump-7", "Plant A", "  pump-7");
  }

  @Test
  void recentDevicesAreListedAmongMany() {
    open(gate);
    open(kiosk);
    assertThat(shown()).first().isEqualTo("Plant A");
    while (inventory.devices().count() <= SidebarViewModel.FEW_DEVICES + 1) {
      device(harbour, "meter", "m", "", "");
    }
    assertThat(shown()).startsWith("Recent", "  kiosk-1", "  gate-2", "Plant A");
    inventory.remove(kiosk);
    assertThat(shown()).startsWith("Recent", "  gate-2", "Plant A");
    model.filterProperty().set("gate");
    assertThat(shown()).containsExactly("Plant A", "  gate-2");
  }

  @Test
  void recentDevicesDoNotMoveUnderThePointer() {
    while (inventory.devices().count() <= SidebarViewModel.FEW_DEVICES) {
      device(harbour, "meter", "m", "", "");
    }
    open(gate);
    open(kiosk);
    assertThat(shown()).startsWith("Recent", "  kiosk-1", "  gate-2");
    model.stillProperty().set(true);
    open(gate);
    assertThat(shown()).startsWith("Recent", "  kiosk-1", "  gate-2");
    model.stillProperty().set(false);
    assertThat(shown()).startsWith("Recent", "  gate-2", "  kiosk-1");
  }

  @Test
  void devicesAreInTheOrderThatIsChosen() {
    device(plant, "gate-10", "g", "", "");
    model.setOrder(DeviceOrder.NAME);
    assertThat(shown())
        .containsExactly("Plant A", "  gate-2", "  gate-10", "  pump-7", "Harbour", "  kiosk-1");

    model.setOrder(DeviceOrder.STATE);
    pump.setPresence(DevicePresence.ONLINE);
    gate.setPresence(new DevicePresence.Offline(Instant.EPOCH));
    assertThat(shown())
        .containsExactly("Plant A", "  pump-7", "  gate-10", "  gate-2", "Harbour", "  kiosk-1");
    model.stillProperty().set(true);
    gate.setPresence(DevicePresence.ONLINE);
    assertThat(shown()).as("under the pointer").endsWith("  gate-2", "Harbour", "  kiosk-1");
    model.stillProperty().set(false);
    assertThat(shown())
        .containsExactly("Plant A", "  gate-2", "  pump-7", "  gate-10", "Harbour", "  kiosk-1");
  }

  @Test
  void aFilterFollowsStates() {
    model.filterProperty().set("is:online");
    assertThat(shown()).isEmpty();
    kiosk.setPresence(DevicePresence.ONLINE);
    assertThat(shown()).containsExactly("Harbour", "  kiosk-1");
    kiosk.setPresence(DevicePresence.UNKNOWN);
    assertThat(shown()).isEmpty();
  }

  @Test
  void collapsedRowsAreRememberedAndOpenWhileThereIsAFilter() {
    SidebarRow row = new SidebarRow.Edge(plant);
    model.setCollapsed(row, true);
    assertThat(model.isCollapsed(row)).isTrue();
    assertThat(memory.sidebar().collapsed()).containsExactly(plant.id());
    model.filterProperty().set("pump");
    assertThat(model.isCollapsed(row)).isFalse();
    model.setCollapsed(row, false);
    model.filterProperty().set("");
    assertThat(model.isCollapsed(row)).isTrue();
    model.setCollapsed(row, false);
    assertThat(memory.sidebar().collapsed()).isEmpty();
  }

  @Test
  void removingHasAWayBack() {
    model.remove(plant);
    assertThat(shown()).containsExactly("Harbour", "  kiosk-1");
    assertThat(navigator.told).containsExactly("Removed edge “Plant A” and its devices");
    navigator.undo();
    withoutFilter();
  }

  @Test
  void severalAreRemovedAndBroughtBackInTheirPlaces() {
    model.actions().remove(List.of(gate, pump, kiosk));
    assertThat(shown()).containsExactly("Plant A", "Harbour");
    assertThat(navigator.told).containsExactly("Removed 3 devices");
    navigator.undo();
    withoutFilter();
  }

  @Test
  void tunnelsOfSeveralAreSwitchedButForThoseThatOthersCanReach() {
    TunnelItem web = tunnel(pump, "");
    TunnelItem open = tunnel(gate, "0.0.0.0");
    model.actions().turnOn(List.of(pump, gate));
    assertThat(web.isWanted()).isTrue();
    assertThat(open.isWanted()).isFalse();
    assertThat(navigator.told).singleElement().asString().startsWith("1 tunnel that others can");

    inventory.turnOn(open);
    model.actions().turnOff(List.of(pump, gate));
    assertThat(List.of(web, open)).noneMatch(TunnelItem::isWanted);
  }

  @Test
  void tunnelsOfOneDeviceArePutOntoOthers() {
    TunnelItem web = tunnel(pump, "");
    inventory.turnOn(web);
    model.actions().copyTunnels(pump, List.of(gate, pump, kiosk));
    assertThat(navigator.told).containsExactly("Added 2 tunnels, as pump-7 has them");
    assertThat(List.of(gate, kiosk))
        .allSatisfy(
            device ->
                assertThat(device.tunnels())
                    .singleElement()
                    .matches(tunnel -> !tunnel.isWanted())
                    .extracting(TunnelItem::settings)
                    .isEqualTo(web.settings()));
    model.actions().copyTunnels(pump, List.of(gate, pump, kiosk));
    assertThat(navigator.told).last().asString().startsWith("All of them");
  }

  @Test
  void tunnelsThatWerePutOntoOthersAreTakenBack() {
    tunnel(pump, "");
    model.actions().copyTunnels(pump, List.of(gate, kiosk));
    navigator.undo();
    assertThat(inventory.tunnels()).hasSize(1);
  }

  @Test
  void manyShellsAreOpenedAfterAQuestion() {
    model.actions().openShells(List.of(pump, gate, kiosk));
    assertThat(navigator.visited).containsExactly(pump, gate, kiosk);
    List<DeviceItem> many = new ArrayList<>();
    for (int i = 0; i <= DeviceActions.FEW_SHELLS; i++) {
      many.add(device(harbour, "meter", "m" + i, "", ""));
    }
    navigator.visited.clear();
    model.actions().openShells(many);
    assertThat(navigator.visited).isEmpty();
    navigator.asked.getFirst().onConfirm().run();
    assertThat(navigator.visited).isEqualTo(many);
  }

  @Test
  void idsAreCopiedInLines() {
    model.actions().copyIds(List.of(pump, kiosk));
    assertThat(navigator.copied).containsExactly("abc\n0fe");
  }

  @Test
  void tagsInUseAreListedOnce() {
    assertThat(model.tags()).containsExactly("gate", "water");
    model.toggleFilter(DeviceFilter.tag("gate"));
    assertThat(shown()).containsExactly("Plant A", "  gate-2", "Harbour", "  kiosk-1");
  }

  @Test
  void aBurstOfChangesIsShownOnce() {
    int[] count = {0};
    model.branchesProperty().subscribe((before, after) -> count[0]++);
    for (int i = 0; i < 10_000; i++) {
      inventory.addDevice(harbour, new DeviceSettings("meter-" + i, "id", List.of(), ""));
    }
    assertThat(later).hasSize(1);
    shown();
    assertThat(count[0]).isEqualTo(1);
    model.filterProperty().set("meter-9999");
    assertThat(shown()).containsExactly("Harbour", "  meter-9999");
  }

  private void open(DeviceItem device) {
    memory.remember(memory.sidebar().withOpened(device.id()));
  }

  /** The rows after all that is due, indented by their depth. */
  private List<String> shown() {
    for (Runnable task = later.poll(); task != null; task = later.poll()) {
      task.run();
    }
    List<String> rows = new ArrayList<>();
    add("", model.branchesProperty().get(), rows);
    return rows;
  }

  private static void add(String indent, List<SidebarBranch> branches, List<String> rows) {
    for (SidebarBranch branch : branches) {
      rows.add(indent + branch.row().name());
      add(indent + "  ", branch.children(), rows);
    }
  }

  private EdgeItem edge(String name) {
    return inventory.addEdge(
        EdgeKind.REMOTE,
        new EdgeSettings(
            name, "https://edge.example", new TrustChoice.SystemAuthorities(), "", ""));
  }

  private DeviceItem device(EdgeItem edge, String name, String path, String tag, String notes) {
    List<String> tags = tag.isEmpty() ? List.of() : List.of(tag);
    return inventory.addDevice(edge, new DeviceSettings(name, path, tags, notes));
  }

  private TunnelItem tunnel(DeviceItem device, String bind) {
    return inventory.addTunnel(
        device, new TunnelSettings("", new Forward(bind, 0, "localhost", 80, Protocol.TCP), false));
  }
}

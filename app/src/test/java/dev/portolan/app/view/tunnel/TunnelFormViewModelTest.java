package dev.portolan.app.view.tunnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.EdgeSettings;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TrustChoice;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.session.ForwardText;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.tunnel.TunnelFormViewModel.Listen;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TunnelFormViewModelTest {
  private final Inventory inventory = new Inventory();
  private final List<TunnelItem> added = new ArrayList<>();
  private final DeviceItem device =
      inventory.addDevice(
          inventory.addEdge(
              EdgeKind.REMOTE,
              new EdgeSettings(
                  "Plant", "https://edge.example", new TrustChoice.SystemAuthorities(), "", "")),
          new DeviceSettings("pump-7", "abc", List.of(), ""));

  @Test
  void whatIsMissingIsToldOnlyWhenOneWantsToGoOn() {
    TunnelFormViewModel form = form(null, null);
    assertThat(form.remotePortProblemProperty().get()).isEmpty();
    assertThat(form.save()).isFalse();
    assertThat(form.remotePortProblemProperty().get()).isEqualTo("Enter a port.");
    form.remotePortProperty().set("70000");
    assertThat(form.remotePortProblemProperty().get()).contains("1 to 65535");
    form.remotePortProperty().set("080");
    assertThat(form.remotePortProblemProperty().get()).isNotEmpty();
    form.remotePortProperty().set("80");
    assertThat(form.remotePortProblemProperty().get()).isEmpty();
    assertThat(form.save()).isTrue();
    assertThat(added)
        .singleElement()
        .satisfies(item -> assertThat(item.forward()).isEqualTo(web(0)));
  }

  @Test
  void aServiceFillsPortProtocolAndName() {
    TunnelFormViewModel form = form(null, null);
    form.serviceProperty().set(KnownService.DNS);
    assertThat(form.remotePortProperty().get()).isEqualTo("53");
    assertThat(form.protocolProperty().get()).isEqualTo(Protocol.UDP);
    assertThat(form.nameProperty().get()).isEqualTo("DNS");
    form.serviceProperty().set(KnownService.SSH);
    assertThat(form.nameProperty().get()).isEqualTo("SSH");
    form.nameProperty().set("My own");
    form.serviceProperty().set(KnownService.HTTP);
    assertThat(form.nameProperty().get()).isEqualTo("My own");
  }

  @Test
  void pastedTextFillsTheForm() {
    TunnelFormViewModel form = form(null, null);
    form.pastedProperty().set("*:8080:[::1]:53/udp");
    assertThat(form.localPortProperty().get()).isEqualTo("8080");
    assertThat(form.remoteHostProperty().get()).isEqualTo("::1");
    assertThat(form.protocolProperty().get()).isEqualTo(Protocol.UDP);
    assertThat(form.listenProperty().get()).isEqualTo(Listen.NETWORK);
    form.pastedProperty().set("8080:local host");
    assertThat(form.pastedProblemProperty().get()).isNotEmpty();
    assertThat(form.save()).isFalse();
    form.pastedProperty().set("");
    assertThat(form.pastedProblemProperty().get()).isEmpty();
  }

  @Test
  void severalPastedTunnelsAreAddedAtOnce() {
    TunnelFormViewModel form = form(null, null);
    form.pastedProperty().set("8080:localhost:80,8443:localhost:443,5353:localhost:53/udp");
    assertThat(form.pastedHintProperty().get()).contains("3 tunnels");
    assertThat(form.save()).isTrue();
    assertThat(added).hasSize(3);
    assertThat(device.tunnels()).containsExactlyElementsOf(added);
  }

  @Test
  void aRangeOfPortsBecomesSeveralTunnels() {
    TunnelFormViewModel form = form(null, null);
    form.nameProperty().set("PLC");
    form.localPortProperty().set("8000-8002");
    form.remotePortProperty().set("502-503");
    assertThat(form.localPortProblemProperty().get()).contains("not equally many");
    assertThat(form.save()).isFalse();
    form.remotePortProperty().set("502-504");
    assertThat(form.localPortHintProperty().get())
        .isEqualTo("3 tunnels will be added, from 8000 → localhost:502 to 8002 → localhost:504.");
    form.listenProperty().set(Listen.NETWORK);
    assertThat(form.save()).isTrue();
    assertThat(added)
        .extracting(TunnelItem::title, item -> item.forward().boundText())
        .containsExactly(
            tuple("PLC 502", "*:8000"), tuple("PLC 503", "*:8001"), tuple("PLC 504", "*:8002"));
  }

  @Test
  void anEditedTunnelStaysOne() {
    TunnelItem tunnel = inventory.addTunnel(device, new TunnelSettings("Web", web(8080), false));
    TunnelFormViewModel form = form(tunnel, null);
    form.localPortProperty().set("8000-8002");
    assertThat(form.localPortProblemProperty().get()).contains("1 to 65535");
    assertThat(form.save()).isFalse();
  }

  @Test
  void aSocksProxyNeedsNoTarget() {
    TunnelFormViewModel form = form(null, null);
    form.protocolProperty().set(Protocol.SOCKS);
    form.localPortProperty().set("1080");
    assertThat(form.socksProperty().get()).isTrue();
    assertThat(form.save()).isTrue();
    assertThat(added.getFirst().forward()).isEqualTo(Forward.socks("", 1080));
    assertThat(added.getFirst().title()).isEqualTo("SOCKS proxy");
    TunnelFormViewModel again = form(added.getFirst(), null);
    assertThat(again.protocolProperty().get()).isEqualTo(Protocol.SOCKS);
    again.protocolProperty().set(Protocol.TCP);
    assertThat(again.save()).as("it needs a port then").isFalse();
  }

  @Test
  void anEditedTunnelKeepsItsIdentity() {
    TunnelItem tunnel = inventory.addTunnel(device, new TunnelSettings("Web", web(8080), false));
    TunnelFormViewModel form = form(tunnel, null);
    assertThat(form.isNew()).isFalse();
    assertThat(form.serviceProperty().get()).isEqualTo(KnownService.HTTP);
    form.localPortProperty().set("9090");
    form.startProperty().set(TunnelStart.NEVER);
    form.limitProperty().set(TimeLimit.HOUR);
    assertThat(form.save()).isTrue();
    assertThat(tunnel.settings())
        .isEqualTo(new TunnelSettings("Web", web(9090), TunnelStart.NEVER, TimeLimit.HOUR));
    assertThat(added).isEmpty();
  }

  @Test
  void aLocalPortOfAnotherTunnelIsTold() {
    inventory.addTunnel(device, new TunnelSettings("Web", web(8080), false));
    TunnelFormViewModel form = form(null, KnownService.SSH.forward());
    form.localPortProperty().set("8080");
    assertThat(form.localPortHintProperty().get()).contains("Web").contains("pump-7");
    form.protocolProperty().set(Protocol.UDP);
    assertThat(form.localPortHintProperty().get()).isEmpty();
  }

  @Test
  void anAddressOfTheDeviceOnlyIsItsOwnForGood() {
    TunnelFormViewModel form = form(null, KnownService.HTTP.forward());
    form.listenProperty().set(Listen.OWN);
    assertThat(form.openToOthersProperty().get()).isFalse();
    assertThat(form.save()).isTrue();
    String own = added.getFirst().forward().bindAddress();
    assertThat(own).matches("127\\.[1-9][0-9]*\\.[1-9][0-9]*\\.[1-9][0-9]*");
    assertThat(form(added.getFirst(), null).listenProperty().get()).isEqualTo(Listen.OWN);
    assertThat(inventory.ownAddress(device)).isEqualTo(own);

    DeviceItem other =
        inventory.addDevice(device.edge(), new DeviceSettings("gate", "def", List.of(), ""));
    assertThat(inventory.ownAddress(other)).isNotEqualTo(own);
    inventory.addTunnel(
        other, new TunnelSettings("", new Forward(own, 1, "localhost", 80, Protocol.TCP), false));
    assertThat(inventory.ownAddress(other)).as("not the one of both").isNotEqualTo(own);
    assertThat(inventory.ownAddress(device)).as("not the one of both").isNotEqualTo(own);
  }

  @Test
  void thePortOfATunnelAtAnotherAddressIsFree() {
    inventory.addTunnel(device, new TunnelSettings("Web", web(8080), false));
    TunnelFormViewModel form = form(null, KnownService.SSH.forward());
    form.localPortProperty().set("8080");
    assertThat(form.localPortHintProperty().get()).contains("Web");
    form.listenProperty().set(Listen.OWN);
    assertThat(form.localPortHintProperty().get()).isEmpty();
    form.listenProperty().set(Listen.NETWORK);
    assertThat(form.localPortHintProperty().get()).contains("Web");
  }

  @Test
  void anAddressOfOnesOwnMustBeGiven() {
    TunnelFormViewModel form = form(null, KnownService.HTTP.forward());
    form.listenProperty().set(Listen.ADDRESS);
    assertThat(form.save()).isFalse();
    assertThat(form.bindProblemProperty().get()).isNotEmpty();
    form.bindAddressProperty().set("192.168.1.10");
    assertThat(form.save()).isTrue();
    assertThat(added.getFirst().forward().reachableFromNetwork()).isTrue();
  }

  @Test
  void onlyWhatOthersCanReachIsWarnedOf() {
    TunnelFormViewModel form = form(null, KnownService.HTTP.forward());
    assertThat(form.openToOthersProperty().get()).isFalse();
    form.listenProperty().set(Listen.NETWORK);
    assertThat(form.openToOthersProperty().get()).isTrue();
    form.listenProperty().set(Listen.ADDRESS);
    for (String own : new String[] {"", "127.0.0.1", "::1"}) {
      form.bindAddressProperty().set(own);
      assertThat(form.openToOthersProperty().get()).as(own).isFalse();
    }
    form.bindAddressProperty().set("0.0.0.0");
    assertThat(form.openToOthersProperty().get()).isTrue();
  }

  private TunnelFormViewModel form(@Nullable TunnelItem edited, @Nullable Forward preset) {
    return new TunnelFormViewModel(
        inventory, device, edited, preset, ForwardText::parse, added::add);
  }

  private static Forward web(int local) {
    return new Forward("", local, "localhost", 80, Protocol.TCP);
  }
}

package dev.portolan.app.view.tunnel;

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
import java.util.List;
import org.junit.jupiter.api.Test;

class TunnelActionsTest {
  private final Inventory inventory = new Inventory();
  private final NavigatorRecorder navigator = new NavigatorRecorder();
  private final TunnelActions actions = new TunnelActions(inventory, navigator);
  private final DeviceItem device =
      inventory.addDevice(
          inventory.addEdge(
              EdgeKind.REMOTE,
              new EdgeSettings(
                  "Plant", "https://edge.example", new TrustChoice.SystemAuthorities(), "", "")),
          new DeviceSettings("pump-7", "abc", List.of(), ""));

  @Test
  void aTunnelForThisComputerIsSwitchedAtOnce() {
    TunnelItem tunnel = tunnel("", 8080, 80);
    actions.toggle(tunnel);
    assertThat(tunnel.isWanted()).isTrue();
    actions.toggle(tunnel);
    assertThat(tunnel.isWanted()).isFalse();
    assertThat(navigator.asked).isEmpty();
  }

  @Test
  void aTunnelForTheNetworkIsConfirmedEachTime() {
    TunnelItem tunnel = tunnel("*", 8080, 80);
    for (int time = 1; time <= 2; time++) {
      actions.toggle(tunnel);
      assertThat(tunnel.isWanted()).isFalse();
      assertThat(navigator.asked).hasSize(time);
      navigator.asked.getLast().onConfirm().run();
      assertThat(tunnel.isWanted()).isTrue();
      actions.toggle(tunnel);
      assertThat(tunnel.isWanted()).isFalse();
    }
  }

  @Test
  void onlyOneServiceThatTakesConnectionsCanBeTested() {
    TunnelItem tcp = tunnel("", 8080, 80);
    assertThat(actions.canTest(tcp)).isTrue();
    actions.test(tcp);
    assertThat(navigator.visited).containsExactly(tcp);
    for (Forward other :
        List.of(Forward.socks("", 1080), new Forward("", 5353, "h", 53, Protocol.UDP))) {
      assertThat(actions.canTest(inventory.addTunnel(device, new TunnelSettings("", other, false))))
          .isFalse();
    }
  }

  @Test
  void theCommandOfASocksProxyUsesIt() {
    TunnelItem socks =
        inventory.addTunnel(device, new TunnelSettings("", Forward.socks("", 1080), false));
    assertThat(actions.command(socks))
        .contains("curl --socks5-hostname 127.0.0.1:1080 http://localhost/");
    assertThat(actions.forwardCommand(socks).orElseThrow()).endsWith(" 1080/socks");
    assertThat(actions.canBrowse(socks)).isFalse();
  }

  @Test
  void aDuplicateGetsAPortOfItsOwn() {
    TunnelItem copy = actions.duplicate(tunnel("", 8080, 80));
    assertThat(copy.forward()).isEqualTo(new Forward("", 0, "localhost", 80, Protocol.TCP));
    assertThat(copy.isWanted()).isFalse();
    assertThat(device.tunnels()).hasSize(2).contains(copy);
  }

  @Test
  void aRemovedTunnelComesBackByUndo() {
    TunnelItem tunnel = tunnel("", 8080, 80);
    actions.remove(List.of(tunnel));
    assertThat(device.tunnels()).isEmpty();
    navigator.undo();
    assertThat(device.tunnels()).containsExactly(tunnel);
  }

  @Test
  void aTunnelIsCopiedAsUrlAndAsCommand() {
    actions.copy(List.of(tunnel("", 8080, 80)), actions::url);
    actions.copy(List.of(tunnel("", 8443, 443)), actions::url);
    actions.copy(List.of(tunnel("", 0, 80)), actions::url);
    actions.copy(List.of(tunnel("", 2222, 22)), actions::url);
    actions.copy(List.of(tunnel("*", 8080, 80)), actions::forwardCommand);
    actions.copy(List.of(tunnel("::1", 0, 80)), actions::forwardCommand);
    String command = "portolan forward --edge https://edge.example --device abc ";
    assertThat(navigator.copied)
        .containsExactly(
            "http://127.0.0.1:8080/",
            "https://127.0.0.1:8443/",
            command + "'*:8080:localhost:80'",
            command + "'[::1]:0:localhost:80'");
  }

  @Test
  void theCommandSaysHowTheEdgeProvesItself() {
    TunnelItem tunnel = tunnel("", 8080, 80);
    EdgeItem edge = device.edge();
    inventory.change(
        edge,
        new EdgeSettings(
            "A",
            "https://edge.example/a b",
            new TrustChoice.AuthorityFile("/home/me/it's.pem"),
            "c.pem",
            "c.key"));
    assertThat(actions.forwardCommand(tunnel))
        .contains(
            "portolan forward --edge 'https://edge.example/a b' --device abc --ca '/home/me/it'\\''s.pem'"
                + " --cert c.pem --key c.key 8080:localhost:80");
    inventory.change(
        edge,
        new EdgeSettings(
            "A",
            "https://edge.example",
            new TrustChoice.PinnedKey("sha256:" + "ab".repeat(32), ""),
            "",
            ""));
    assertThat(actions.forwardCommand(tunnel).orElseThrow())
        .contains("--pin sha256:abab")
        .endsWith("8080:localhost:80");
    inventory.change(device, device.settings().withPath("/device/abc"));
    assertThat(actions.forwardCommand(tunnel)).isEmpty();
  }

  @Test
  void wordsAreTakenLiterallyByShells() {
    assertThat(ForwardCommandLine.quoted("a$(b)", false)).isEqualTo("'a$(b)'");
    assertThat(ForwardCommandLine.quoted("C:\\a b", true)).isEqualTo("\"C:\\a b\"");
    assertThat(ForwardCommandLine.quoted("", false)).isEqualTo("''");
  }

  @Test
  void theAddressIsWhatALocalProgramConnectsTo() {
    actions.copyAddress(tunnel("", 8080, 80));
    actions.copyAddress(tunnel("*", 8081, 80));
    actions.copyAddress(tunnel("::1", 8082, 80));
    assertThat(navigator.copied).containsExactly("127.0.0.1:8080", "127.0.0.1:8081", "[::1]:8082");
    actions.copyAddress(tunnel("", 0, 80));
    assertThat(navigator.copied).hasSize(3);
    assertThat(navigator.told).hasSize(1);
  }

  @Test
  void webPagesOpenInTheBrowserWhileTheTunnelIsOn() {
    TunnelItem web = tunnel("", 8080, 443);
    actions.openInBrowser(web);
    assertThat(navigator.browsed).isEmpty();
    inventory.turnOn(web);
    actions.openInBrowser(web);
    assertThat(navigator.browsed).containsExactly("https://127.0.0.1:8080/");
    assertThat(actions.isWeb(tunnel("", 1, 22))).isFalse();
  }

  @Test
  void aKnownServiceHasItsCommand() {
    assertThat(actions.command(tunnel("", 2222, 22))).contains("ssh -p 2222 127.0.0.1");
    assertThat(actions.command(tunnel("", 5432, 5432))).contains("psql -h 127.0.0.1 -p 5432");
    assertThat(actions.command(tunnel("", 9, 9))).isEmpty();
  }

  private TunnelItem tunnel(String bind, int local, int remote) {
    return inventory.addTunnel(
        device,
        new TunnelSettings("", new Forward(bind, local, "localhost", remote, Protocol.TCP), false));
  }
}

package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.Question;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The actions on tunnels. */
public final class TunnelActions {
  /** Common ports of web servers. */
  private static final Set<Integer> WEB_PORTS =
      Set.of(81, 591, 3_000, 4_200, 5_000, 5_601, 8_000, 8_008, 8_081, 8_088, 8_123, 8_888, 9_090);

  private final Inventory inventory;
  private final Navigator navigator;

  public TunnelActions(Inventory inventory, Navigator navigator) {
    this.inventory = inventory;
    this.navigator = navigator;
  }

  /** Opens the form for a new tunnel, optionally with a preset. */
  public void add(DeviceItem device, @Nullable Forward preset) {
    navigator.addTunnel(device, preset);
  }

  /** Switches a tunnel on or off. Switching on one that is open to others needs a confirmation. */
  public void toggle(TunnelItem tunnel) {
    if (tunnel.isWanted()) {
      switchOff(tunnel);
    } else {
      switchOn(tunnel);
    }
  }

  public void switchOn(TunnelItem tunnel) {
    if (!tunnel.forward().reachableFromNetwork()) {
      inventory.turnOn(tunnel);
      return;
    }
    navigator.confirm(
        new Question(
            Texts.get("tunnel.lan.title"),
            Texts.get(
                "tunnel.lan.text", tunnel.forward().bindAddress(), tunnel.forward().remoteText()),
            Texts.get("tunnel.lan.confirm"),
            true,
            () -> inventory.turnOn(tunnel)));
  }

  public void switchOff(TunnelItem tunnel) {
    inventory.turnOff(tunnel);
  }

  /** Switches several tunnels on if one of them is off, otherwise off. */
  public void toggle(List<TunnelItem> tunnels) {
    if (tunnels.size() == 1) {
      toggle(tunnels.getFirst());
    } else if (tunnels.stream().allMatch(TunnelItem::isWanted)) {
      switchOff(tunnels);
    } else {
      switchOn(tunnels);
    }
  }

  /** Switches several tunnels on, except for those that others can reach, which ask one by one. */
  public void switchOn(List<TunnelItem> tunnels) {
    int left = inventory.turnOnLocal(tunnels);
    if (left > 0) {
      navigator.tell(Texts.get("devices.lan", left));
    }
  }

  public void switchOff(List<TunnelItem> tunnels) {
    tunnels.forEach(inventory::turnOff);
  }

  public void edit(TunnelItem tunnel) {
    navigator.editTunnel(tunnel);
  }

  /** Duplicates a tunnel with another local port. */
  public TunnelItem duplicate(TunnelItem tunnel) {
    TunnelSettings old = tunnel.settings();
    return inventory.addTunnel(
        tunnel.device(),
        new TunnelSettings(
            Texts.get("tunnel.copy.name", tunnel.title()),
            old.forward().withLocalPort(0),
            old.start(),
            old.limit()));
  }

  /** Removes tunnels, with one undo for all of them. */
  public void remove(List<TunnelItem> tunnels) {
    String words =
        tunnels.size() == 1
            ? Texts.get("tunnel.removed", tunnels.getFirst().title())
            : Texts.get("tunnels.removed", tunnels.size());
    navigator.tellWithUndo(words, inventory.removeTunnels(tunnels));
  }

  /** Copies the local address. */
  public void copyAddress(TunnelItem tunnel) {
    copyAddresses(List.of(tunnel));
  }

  /** Copies the local addresses of those that have one, one in each line. */
  public void copyAddresses(List<TunnelItem> tunnels) {
    List<String> known =
        tunnels.stream()
            .map(TunnelItem::forward)
            .filter(forward -> forward.localPort() != 0)
            .map(Forward::localText)
            .toList();
    if (known.isEmpty()) {
      navigator.tell(Texts.get("tunnel.port.not-yet"));
    } else {
      navigator.copy(String.join("\n", known));
    }
  }

  /** A command for the service at the far end, if known. */
  public Optional<String> command(TunnelItem tunnel) {
    Forward forward = tunnel.forward();
    if (forward.localPort() == 0) {
      return Optional.empty();
    }
    return switch (forward.protocol()) {
      case TCP, UDP -> KnownService.of(forward).flatMap(service -> service.command(forward));
      case SOCKS ->
          Optional.of("curl --socks5-hostname " + forward.localText() + " http://localhost/");
    };
  }

  /** Copies a text of each tunnel that has one, one in each line. */
  void copy(List<TunnelItem> tunnels, Function<TunnelItem, Optional<String>> text) {
    List<String> known = tunnels.stream().map(text).flatMap(Optional::stream).toList();
    if (!known.isEmpty()) {
      navigator.copy(String.join("\n", known));
    }
  }

  /** The URL of the service at the far end, if it may be a web server. */
  public Optional<String> url(TunnelItem tunnel) {
    return canBrowse(tunnel) && tunnel.forward().localPort() != 0
        ? KnownService.of(tunnel.forward()).orElse(KnownService.HTTP).url(tunnel.forward())
        : Optional.empty();
  }

  /** The command that opens the same tunnel without the console, if there is one. */
  public Optional<String> forwardCommand(TunnelItem tunnel) {
    return ForwardCommandLine.of(tunnel);
  }

  /** Whether the service is known to be a web server. */
  public boolean isWeb(TunnelItem tunnel) {
    return KnownService.of(tunnel.forward())
            .map(KnownService::isWeb)
            .orElse(WEB_PORTS.contains(tunnel.forward().remotePort()))
        && canBrowse(tunnel);
  }

  /** Whether the service may be a web server: it is not known to be another one. */
  public boolean canBrowse(TunnelItem tunnel) {
    return tunnel.forward().protocol() == Protocol.TCP
        && KnownService.of(tunnel.forward()).map(KnownService::isWeb).orElse(true);
  }

  /** Opens the service in a browser, if the tunnel is open. */
  public void openInBrowser(TunnelItem tunnel) {
    if (!tunnel.isWanted() || tunnel.forward().localPort() == 0) {
      navigator.tell(Texts.get("tunnel.open.off"));
      return;
    }
    url(tunnel).ifPresent(navigator::browse);
  }

  /** Whether {@link #test} makes sense: whether there is one service, and it takes connections. */
  public boolean canTest(TunnelItem tunnel) {
    return tunnel.forward().protocol() == Protocol.TCP;
  }

  /** Asks the service at the far end what it is. */
  public void test(TunnelItem tunnel) {
    navigator.testTunnel(tunnel);
  }

  /** Changes how long a tunnel stays on, from now if it is on. */
  public void limit(TunnelItem tunnel, TimeLimit limit) {
    inventory.change(tunnel, tunnel.settings().withLimit(limit));
  }

  /** Moves a tunnel whose port is taken to a free one. */
  public void useFreePort(TunnelItem tunnel) {
    TunnelSettings old = tunnel.settings();
    inventory.change(tunnel, old.withForward(old.forward().withLocalPort(0)));
  }
}

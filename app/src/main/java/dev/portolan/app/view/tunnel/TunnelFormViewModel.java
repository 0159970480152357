package dev.portolan.app.view.tunnel;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.Protocol;
import dev.portolan.app.model.TimeLimit;
import dev.portolan.app.model.TunnelItem;
import dev.portolan.app.model.TunnelSettings;
import dev.portolan.app.model.TunnelStart;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The view model of the form for a new or existing tunnel. */
public final class TunnelFormViewModel {
  /** Where the local port is reachable from. */
  public enum Listen {
    THIS_COMPUTER,
    /** At a loopback address that no other device has. */
    OWN,
    NETWORK,
    ADDRESS
  }

  private final Inventory inventory;
  private final DeviceItem device;
  private final @Nullable TunnelItem edited;
  private final Function<String, List<Forward>> parser;
  private final Consumer<TunnelItem> added;

  private final StringProperty pasted = new SimpleStringProperty(this, "pasted", "");
  private final ObjectProperty<@Nullable KnownService> service =
      new SimpleObjectProperty<>(this, "service");
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final StringProperty remoteHost = new SimpleStringProperty(this, "host", "localhost");
  private final StringProperty remotePort = new SimpleStringProperty(this, "remotePort", "");
  private final ObjectProperty<Protocol> protocol =
      new SimpleObjectProperty<>(this, "protocol", Protocol.TCP);
  private final StringProperty localPort = new SimpleStringProperty(this, "localPort", "");
  private final ObjectProperty<Listen> listen =
      new SimpleObjectProperty<>(this, "listen", Listen.THIS_COMPUTER);
  private final StringProperty bindAddress = new SimpleStringProperty(this, "bind", "");
  private final ObjectProperty<TunnelStart> start =
      new SimpleObjectProperty<>(this, "start", TunnelStart.AS_LEFT);
  private final ObjectProperty<TimeLimit> limit =
      new SimpleObjectProperty<>(this, "limit", TimeLimit.NONE);
  private final String ownAddress;

  private final ReadOnlyStringWrapper pastedProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper pastedHint = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper remoteHostProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper remotePortProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper localPortProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper localPortHint = new ReadOnlyStringWrapper("");
  private final ReadOnlyStringWrapper bindProblem = new ReadOnlyStringWrapper("");
  private final ReadOnlyBooleanWrapper openToOthers = new ReadOnlyBooleanWrapper();
  private final ReadOnlyBooleanWrapper socks = new ReadOnlyBooleanWrapper();

  /** What the pasted text stands for. */
  private List<Forward> several = List.of();

  /** What ranges of ports stand for. */
  private List<Forward> range = List.of();

  private boolean strict;

  /**
   * Creates the model.
   *
   * @param edited the tunnel to edit, or null for a new one
   * @param preset the preset of a new one, or null
   * @param parser parses tunnels, or explains the error
   * @param added receives each new tunnel
   */
  public TunnelFormViewModel(
      Inventory inventory,
      DeviceItem device,
      @Nullable TunnelItem edited,
      @Nullable Forward preset,
      Function<String, List<Forward>> parser,
      Consumer<TunnelItem> added) {
    this.inventory = inventory;
    this.device = device;
    this.edited = edited;
    this.parser = parser;
    this.added = added;
    ownAddress = inventory.ownAddress(device);
    if (edited != null) {
      name.set(edited.settings().name());
      start.set(edited.settings().start());
      limit.set(edited.settings().limit());
      fill(edited.forward());
    } else if (preset != null) {
      fill(preset);
    }
    service.subscribe((before, after) -> choose(before, after));
    pasted.subscribe((before, after) -> read(after));
    for (StringProperty input : List.of(remoteHost, remotePort, localPort, bindAddress)) {
      input.subscribe((before, after) -> check());
    }
    protocol.subscribe((before, after) -> check());
    listen.subscribe((before, after) -> check());
    check();
  }

  public boolean isNew() {
    return edited == null;
  }

  public String deviceName() {
    return device.name();
  }

  /** A tunnel such as {@code 8080:localhost:80}, which fills the other inputs. */
  public StringProperty pastedProperty() {
    return pasted;
  }

  /** The known service at the far end, or null. */
  public ObjectProperty<@Nullable KnownService> serviceProperty() {
    return service;
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty remoteHostProperty() {
    return remoteHost;
  }

  public StringProperty remotePortProperty() {
    return remotePort;
  }

  public ObjectProperty<Protocol> protocolProperty() {
    return protocol;
  }

  public StringProperty localPortProperty() {
    return localPort;
  }

  public ObjectProperty<Listen> listenProperty() {
    return listen;
  }

  public StringProperty bindAddressProperty() {
    return bindAddress;
  }

  /** Whether it is switched on when the console starts. */
  public ObjectProperty<TunnelStart> startProperty() {
    return start;
  }

  /** How long it stays on. */
  public ObjectProperty<TimeLimit> limitProperty() {
    return limit;
  }

  /** The loopback address of this device's tunnels only. */
  public String ownAddress() {
    return ownAddress;
  }

  public ReadOnlyStringProperty pastedProblemProperty() {
    return pastedProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty pastedHintProperty() {
    return pastedHint.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty remoteHostProblemProperty() {
    return remoteHostProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty remotePortProblemProperty() {
    return remotePortProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty localPortProblemProperty() {
    return localPortProblem.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty localPortHintProperty() {
    return localPortHint.getReadOnlyProperty();
  }

  public ReadOnlyStringProperty bindProblemProperty() {
    return bindProblem.getReadOnlyProperty();
  }

  /** Whether the tunnel would be open to others on the network. */
  public ReadOnlyBooleanProperty openToOthersProperty() {
    return openToOthers.getReadOnlyProperty();
  }

  /** Whether it is a SOCKS proxy, which has no target of its own. */
  public ReadOnlyBooleanProperty socksProperty() {
    return socks.getReadOnlyProperty();
  }

  /** Saves the tunnel. Returns false, with errors at the inputs, if invalid. */
  public boolean save() {
    if (!pastedProblem.get().isEmpty()) {
      return false;
    }
    if (several.size() > 1) {
      several.forEach(forward -> add("", forward));
      return true;
    }
    strict = true;
    check();
    if (!allWell()) {
      return false;
    }
    if (!range.isEmpty()) {
      String title = name.get().strip();
      range.forEach(
          forward -> add(title.isEmpty() ? "" : title + " " + forward.remotePort(), forward));
      return true;
    }
    TunnelSettings settings = settings(name.get().strip(), forward());
    if (edited != null) {
      inventory.change(edited, settings);
    } else {
      added.accept(inventory.addTunnel(device, settings));
    }
    return true;
  }

  private void add(String title, Forward forward) {
    added.accept(inventory.addTunnel(device, settings(title, forward)));
  }

  private TunnelSettings settings(String title, Forward forward) {
    return new TunnelSettings(title, forward, start.get(), limit.get());
  }

  private void choose(@Nullable KnownService before, @Nullable KnownService after) {
    if (after == null) {
      return;
    }
    remotePort.set(Integer.toString(after.port()));
    protocol.set(after.protocol());
    if (name.get().isBlank() || (before != null && name.get().equals(before.title()))) {
      name.set(after.title());
    }
  }

  private void read(String text) {
    several = List.of();
    pastedProblem.set("");
    pastedHint.set("");
    if (text.isBlank()) {
      return;
    }
    try {
      List<Forward> forwards = parser.apply(text);
      several = forwards;
      if (forwards.size() == 1) {
        fill(forwards.getFirst());
      } else {
        pastedHint.set(several("tunnel.paste.several", forwards));
      }
    } catch (IllegalArgumentException unreadable) {
      pastedProblem.set(String.valueOf(unreadable.getMessage()));
    }
  }

  private static String several(String key, List<Forward> forwards) {
    return Texts.get(key, forwards.size(), ends(forwards.getFirst()), ends(forwards.getLast()));
  }

  private static String ends(Forward forward) {
    return forward.localPort() + " → " + forward.remoteText();
  }

  private void fill(Forward forward) {
    if (forward.protocol() != Protocol.SOCKS) {
      remoteHost.set(forward.remoteHost());
      remotePort.set(Integer.toString(forward.remotePort()));
    }
    protocol.set(forward.protocol());
    localPort.set(forward.localPort() == 0 ? "" : Integer.toString(forward.localPort()));
    service.set(KnownService.of(forward).orElse(null));
    String bind = forward.bindAddress();
    if (bind.isEmpty()) {
      listen.set(Listen.THIS_COMPUTER);
    } else if (bind.equals("*")) {
      listen.set(Listen.NETWORK);
    } else if (bind.equals(ownAddress)) {
      listen.set(Listen.OWN);
    } else {
      listen.set(Listen.ADDRESS);
      bindAddress.set(bind);
    }
  }

  private String bind() {
    return switch (listen.get()) {
      case THIS_COMPUTER -> "";
      case OWN -> ownAddress;
      case NETWORK -> "*";
      case ADDRESS -> bindAddress.get().strip();
    };
  }

  private Forward forward() {
    int local = localPort.get().isBlank() ? 0 : Integer.parseInt(localPort.get().strip());
    if (socks.get()) {
      return Forward.socks(bind(), local);
    }
    return new Forward(
        bind(),
        local,
        remoteHost.get().strip(),
        Integer.parseInt(remotePort.get().strip()),
        protocol.get());
  }

  private boolean allWell() {
    return remoteHostProblem.get().isEmpty()
        && remotePortProblem.get().isEmpty()
        && localPortProblem.get().isEmpty()
        && bindProblem.get().isEmpty();
  }

  private void check() {
    socks.set(protocol.get() == Protocol.SOCKS);
    range = List.of();
    remoteHostProblem.set(
        socks.get()
            ? ""
            : remoteHost.get().isBlank()
                ? when(strict, "tunnel.host.missing")
                : when(hasBlank(remoteHost.get().strip()), "tunnel.host.blank"));
    remotePortProblem.set(
        socks.get() || isRange()
            ? ""
            : remotePort.get().isBlank()
                ? when(strict, "tunnel.port.missing")
                : when(port(remotePort.get(), 1).isEmpty(), "tunnel.port.range"));
    localPortProblem.set(
        localPort.get().isBlank() || isRange()
            ? ""
            : when(port(localPort.get(), 0).isEmpty(), "tunnel.port.range"));
    bindProblem.set(
        listen.get() != Listen.ADDRESS
            ? ""
            : bindAddress.get().isBlank()
                ? when(strict, "tunnel.bind.missing")
                : when(hasBlank(bindAddress.get().strip()), "tunnel.bind.blank"));
    openToOthers.set(Forward.reachableFromNetwork(bind()));
    localPortHint.set(
        sameLocalPort()
            .map(other -> Texts.get("tunnel.port.shared", other.title(), other.device().name()))
            .orElse(localPort.get().isBlank() ? Texts.get("tunnel.port.free") : ""));
    if (isRange()) {
      readRange();
    }
  }

  /** Whether the ports stand for several tunnels, which only new ones can. */
  private boolean isRange() {
    return isNew()
        && !socks.get()
        && (localPort.get().indexOf('-') >= 0 || remotePort.get().indexOf('-') >= 0);
  }

  private void readRange() {
    String host = remoteHost.get().strip();
    String spec =
        localPort.get().strip()
            + ":"
            + (host.indexOf(':') >= 0 ? "[" + host + "]" : host)
            + ":"
            + remotePort.get().strip()
            + (protocol.get() == Protocol.UDP ? "/udp" : "");
    try {
      range =
          parser.apply(spec).stream()
              .map(
                  each ->
                      new Forward(
                          bind(),
                          each.localPort(),
                          each.remoteHost(),
                          each.remotePort(),
                          each.protocol()))
              .toList();
      localPortHint.set(several("tunnel.range.hint", range));
    } catch (IllegalArgumentException unreadable) {
      localPortProblem.set(String.valueOf(unreadable.getMessage()));
    }
  }

  private Optional<TunnelItem> sameLocalPort() {
    return port(localPort.get(), 1)
        .flatMap(
            port ->
                inventory
                    .tunnels()
                    .filter(other -> other != edited)
                    .filter(other -> other.forward().localPort() == port)
                    .filter(other -> other.forward().sharesPorts(bind(), protocol.get()))
                    .findFirst());
  }

  private static Optional<Integer> port(String text, int least) {
    String digits = text.strip();
    if (!digits.matches("0|[1-9][0-9]{0,4}")) {
      return Optional.empty();
    }
    int port = Integer.parseInt(digits);
    return port >= least && port <= 65_535 ? Optional.of(port) : Optional.empty();
  }

  private static boolean hasBlank(String text) {
    return text.chars().anyMatch(c -> c <= ' ');
  }

  private static String when(boolean wrong, String key) {
    return wrong ? Texts.get(key) : "";
  }
}

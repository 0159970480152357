package dev.portolan.app.view.device;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeKind;
import dev.portolan.app.model.Forward;
import dev.portolan.app.model.KnownService;
import dev.portolan.app.model.LinkPhase;
import dev.portolan.app.model.LinkStatus;
import dev.portolan.app.model.RoundTrip;
import dev.portolan.app.session.Connections;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Formats;
import dev.portolan.app.view.common.Navigator;
import dev.portolan.app.view.common.StateLook;
import dev.portolan.app.view.common.Texts;
import dev.portolan.app.view.tunnel.TunnelActions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableValue;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;

/** The view model of a device's header, banner and buttons. */
public final class DeviceViewModel {
  /** The services offered while a device has no tunnel. */
  public static final List<KnownService> OFFERED =
      List.of(
          KnownService.HTTP,
          KnownService.HTTPS,
          KnownService.SSH,
          KnownService.VNC,
          KnownService.POSTGRESQL,
          KnownService.MQTT,
          KnownService.MODBUS);

  private final DeviceItem device;
  private final Inventory inventory;
  private final Connections connections;
  private final Navigator navigator;
  private final TunnelActions tunnels;
  private final ObservableValue<Instant> now;
  private final ReadOnlyObjectWrapper<StateLook> look;
  private final ReadOnlyStringWrapper name = new ReadOnlyStringWrapper(this, "name", "");
  private final ReadOnlyStringWrapper way = new ReadOnlyStringWrapper(this, "way", "");
  private final ReadOnlyStringWrapper roundTrip = new ReadOnlyStringWrapper(this, "roundTrip", "");
  private final ReadOnlyStringWrapper about = new ReadOnlyStringWrapper(this, "about", "");
  private final ReadOnlyBooleanWrapper favourite = new ReadOnlyBooleanWrapper(this, "favourite");
  private final ReadOnlyStringWrapper banner = new ReadOnlyStringWrapper(this, "banner", "");
  private final ReadOnlyStringWrapper remedy = new ReadOnlyStringWrapper(this, "remedy", "");
  private final ReadOnlyBooleanWrapper grave = new ReadOnlyBooleanWrapper(this, "grave");
  private final Subscription watching;
  private final Connections.Hold hold;

  public DeviceViewModel(
      DeviceItem device,
      Inventory inventory,
      Connections connections,
      Navigator navigator,
      TunnelActions tunnels,
      ObservableValue<Instant> now) {
    this.device = device;
    this.inventory = inventory;
    this.connections = connections;
    this.navigator = navigator;
    this.tunnels = tunnels;
    this.now = now;
    look =
        new ReadOnlyObjectWrapper<>(
            this, "look", StateLook.of(device.status(), device.presence(), now.getValue()));
    watching =
        Subscription.combine(
            device.settingsProperty().subscribe(this::settingsChanged),
            device.edge().settingsProperty().subscribe(settings -> refresh()),
            device.statusProperty().subscribe(status -> refresh()),
            device.presenceProperty().subscribe(presence -> refresh()),
            device.roundTripProperty().subscribe(measured -> refresh()),
            now.subscribe((before, after) -> refresh()));
    hold = connections.hold(device);
  }

  public DeviceItem device() {
    return device;
  }

  public ReadOnlyStringProperty nameProperty() {
    return name.getReadOnlyProperty();
  }

  public ReadOnlyObjectProperty<StateLook> lookProperty() {
    return look.getReadOnlyProperty();
  }

  /** The connection and its duration. */
  public ReadOnlyStringProperty wayProperty() {
    return way.getReadOnlyProperty();
  }

  /** How its round trip was measured, or empty if there is none. */
  public ReadOnlyStringProperty roundTripProperty() {
    return roundTrip.getReadOnlyProperty();
  }

  /** Its group, tags and notes in one line; may be empty. */
  public ReadOnlyStringProperty aboutProperty() {
    return about.getReadOnlyProperty();
  }

  public ReadOnlyBooleanProperty favouriteProperty() {
    return favourite.getReadOnlyProperty();
  }

  /** Why the device is unreachable, with advice, or empty. */
  public ReadOnlyStringProperty bannerProperty() {
    return banner.getReadOnlyProperty();
  }

  /** The text of the banner's button; empty if one can only wait. */
  public ReadOnlyStringProperty remedyProperty() {
    return remedy.getReadOnlyProperty();
  }

  /** Whether the problem needs the user. */
  public ReadOnlyBooleanProperty graveProperty() {
    return grave.getReadOnlyProperty();
  }

  /** Its page is in front now. */
  void shown() {
    connections.lookAt(device);
  }

  public void openShell() {
    navigator.openShell(device);
  }

  public void openFiles() {
    navigator.openFiles(device);
  }

  public void runCommand() {
    navigator.runOn(List.of(device));
  }

  public void addTunnel() {
    tunnels.add(device, null);
  }

  public void addTunnel(KnownService service) {
    tunnels.add(device, service.forward());
  }

  public void addTunnel(Forward forward) {
    tunnels.add(device, forward);
  }

  public void setFavourite(boolean now) {
    inventory.change(device, device.settings().withFavourite(now));
  }

  public void label() {
    navigator.labelDevices(List.of(device));
  }

  public void duplicate() {
    navigator.duplicateDevice(device);
  }

  public void edit() {
    navigator.editDevice(device);
  }

  public void editEdge() {
    navigator.editEdge(device.edge());
  }

  /** Lets the user add a note about the device. */
  public void addNote() {
    navigator.addNote(device);
  }

  /** Shows what has happened on the device. */
  public void report() {
    navigator.showReport(device);
  }

  public void copyId() {
    navigator.copy(device.settings().path());
  }

  /** Whether its edge is not the lab's. */
  public boolean hasRemoteEdge() {
    return device.edge().kind() == EdgeKind.REMOTE;
  }

  public void allOn() {
    device.tunnels().stream().filter(tunnel -> !tunnel.isWanted()).forEach(tunnels::switchOn);
  }

  public void allOff() {
    List.copyOf(device.tunnels()).forEach(tunnels::switchOff);
  }

  /** Runs the action of the banner's button. */
  public void remedy() {
    if (device.status().phase() == LinkPhase.NEEDS_LOGIN) {
      navigator.askToken(device.edge());
    } else {
      connections.retryNow(device);
    }
  }

  /** Releases the model. */
  public void close() {
    watching.unsubscribe();
    hold.release();
  }

  private void settingsChanged(DeviceSettings settings) {
    name.set(settings.name());
    about.set(about(settings));
    favourite.set(settings.favourite());
  }

  private void refresh() {
    LinkStatus status = device.status();
    Instant time = now.getValue();
    look.set(StateLook.of(status, device.presence(), time));
    way.set(way(status, time));
    roundTrip.set(roundTrip(device.roundTrip()));
    boolean troubled =
        switch (status.phase()) {
          case IDLE, CONNECTING, UP -> false;
          case STALE, DEVICE_AWAY, RETRYING, NEEDS_LOGIN, FAILED -> true;
        };
    banner.set(troubled ? trouble(status, time) : "");
    remedy.set(remedy(status));
    grave.set(status.phase() == LinkPhase.FAILED);
  }

  private static String about(DeviceSettings settings) {
    List<String> parts = new ArrayList<>();
    parts.add(String.join(" / ", settings.group()));
    parts.add(settings.tags().stream().map(tag -> "#" + tag).collect(Collectors.joining(" ")));
    parts.add(settings.notes().strip().replaceAll("\\s+", " "));
    parts.removeIf(String::isEmpty);
    return String.join("  ·  ", parts);
  }

  /** The text of the banner's button, empty while waiting for an absent device. */
  private static String remedy(LinkStatus status) {
    return switch (status.phase()) {
      case NEEDS_LOGIN -> Texts.get("device.enter-token");
      case DEVICE_AWAY -> status.attempt() == 0 ? "" : Texts.get("device.retry");
      case IDLE, CONNECTING, UP, STALE, RETRYING, FAILED -> Texts.get("device.retry");
    };
  }

  private String way(LinkStatus status, Instant time) {
    StringBuilder words = new StringBuilder(Texts.get("device.via", device.edge().name()));
    RoundTrip measured = device.roundTrip();
    if (measured != null) {
      words.append("  ·  ").append(Formats.roundTrip(measured.time()));
    }
    Instant since = status.at();
    if (status.phase() == LinkPhase.UP && since != null) {
      words
          .append("  ·  ")
          .append(Texts.get("device.up-for", Formats.span(Duration.between(since, time))));
    }
    return words.toString();
  }

  private static String roundTrip(@Nullable RoundTrip measured) {
    return measured == null
        ? ""
        : Texts.get(
            "device.round-trip",
            Formats.roundTrip(measured.time()),
            Formats.time(measured.measured()));
  }

  private String trouble(LinkStatus status, Instant time) {
    StringBuilder words = new StringBuilder(status.reason());
    if (!status.advice().isEmpty()) {
      words.append(' ').append(status.advice());
    }
    Instant at = status.at();
    if (at != null && at.isAfter(time)) {
      long seconds = Math.max(1, Duration.between(time, at).plusMillis(999).toSeconds());
      words.append(' ').append(Texts.get("device.next-try", seconds));
    }
    return words.toString();
  }
}

package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import java.util.Objects;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A device of an edge with its tunnels. */
public final class DeviceItem {
  private final String id;
  private final EdgeItem edge;
  private final ReadOnlyObjectWrapper<DeviceSettings> settings;
  private final ReadOnlyObjectWrapper<LinkStatus> status =
      new ReadOnlyObjectWrapper<>(this, "status", LinkStatus.IDLE);
  private final ReadOnlyObjectWrapper<DevicePresence> presence =
      new ReadOnlyObjectWrapper<>(this, "presence", DevicePresence.UNKNOWN);
  private final ReadOnlyObjectWrapper<@Nullable RoundTrip> roundTrip =
      new ReadOnlyObjectWrapper<>(this, "roundTrip");
  private final ReadOnlyObjectWrapper<Traffic> shellTraffic =
      new ReadOnlyObjectWrapper<>(this, "shellTraffic", Traffic.NONE);
  private final ReadOnlyIntegerWrapper activeTunnels =
      new ReadOnlyIntegerWrapper(this, "activeTunnels");
  private final ReadOnlyIntegerWrapper openShells = new ReadOnlyIntegerWrapper(this, "openShells");
  private final ObservableList<TunnelItem> tunnels = FXCollections.observableArrayList();
  private final ObservableList<TunnelItem> shown =
      FXCollections.unmodifiableObservableList(tunnels);

  public DeviceItem(String id, EdgeItem edge, DeviceSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.edge = Objects.requireNonNull(edge, "edge");
    this.settings = new ReadOnlyObjectWrapper<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public EdgeItem edge() {
    return edge;
  }

  public ReadOnlyObjectProperty<DeviceSettings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  public DeviceSettings settings() {
    return settings.get();
  }

  @WrittenBy(Owner.STORE)
  public void setSettings(DeviceSettings next) {
    settings.set(next);
  }

  public String name() {
    return settings.get().name();
  }

  public ReadOnlyObjectProperty<LinkStatus> statusProperty() {
    return status.getReadOnlyProperty();
  }

  public LinkStatus status() {
    return status.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setStatus(LinkStatus now) {
    status.set(now);
  }

  /**
   * Whether it is online at its edge. Also known for unconnected devices if the edge reports
   * presence.
   */
  public ReadOnlyObjectProperty<DevicePresence> presenceProperty() {
    return presence.getReadOnlyProperty();
  }

  public DevicePresence presence() {
    return presence.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setPresence(DevicePresence now) {
    presence.set(now);
  }

  /** The last measurement over the present connection; null if there is none. */
  public ReadOnlyObjectProperty<@Nullable RoundTrip> roundTripProperty() {
    return roundTrip.getReadOnlyProperty();
  }

  public @Nullable RoundTrip roundTrip() {
    return roundTrip.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setRoundTrip(@Nullable RoundTrip now) {
    roundTrip.set(now);
  }

  /** Bytes that its shells have printed and been sent. */
  public ReadOnlyObjectProperty<Traffic> shellTrafficProperty() {
    return shellTraffic.getReadOnlyProperty();
  }

  public Traffic shellTraffic() {
    return shellTraffic.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setShellTraffic(Traffic now) {
    shellTraffic.set(now);
  }

  /** How many of its tunnels are switched on. */
  public ReadOnlyIntegerProperty activeTunnelsProperty() {
    return activeTunnels.getReadOnlyProperty();
  }

  public int activeTunnels() {
    return activeTunnels.get();
  }

  /** Recounts its switched-on tunnels. */
  @WrittenBy(Owner.STORE)
  public void countTunnels() {
    activeTunnels.set((int) tunnels.stream().filter(TunnelItem::isWanted).count());
  }

  /** Number of its open shells. */
  public ReadOnlyIntegerProperty openShellsProperty() {
    return openShells.getReadOnlyProperty();
  }

  public int openShells() {
    return openShells.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setOpenShells(int count) {
    openShells.set(count);
  }

  /** Its tunnels in list order; read-only. */
  public ObservableList<TunnelItem> tunnels() {
    return shown;
  }

  /** The same list, modifiable. */
  @WrittenBy(Owner.STORE)
  public ObservableList<TunnelItem> ownTunnels() {
    return tunnels;
  }
}

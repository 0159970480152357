package dev.portolan.app.model;

import java.util.Objects;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * A device behind an edge: settings and tunnels belong to the store, its state to the session
 * layer.
 */
public final class DeviceItem {
  private final String id;
  private final EdgeItem edge;
  private final ObjectProperty<DeviceSettings> settings;
  private final ObjectProperty<LinkStatus> status =
      new SimpleObjectProperty<>(this, "status", LinkStatus.IDLE);
  private final ObjectProperty<DevicePresence> presence =
      new SimpleObjectProperty<>(this, "presence", DevicePresence.UNKNOWN);
  private final ObjectProperty<Traffic> shellTraffic =
      new SimpleObjectProperty<>(this, "shellTraffic", Traffic.NONE);
  private final IntegerProperty activeTunnels = new SimpleIntegerProperty(this, "activeTunnels");
  private final IntegerProperty openShells = new SimpleIntegerProperty(this, "openShells");
  private final ObservableList<TunnelItem> tunnels = FXCollections.observableArrayList();

  public DeviceItem(String id, EdgeItem edge, DeviceSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.edge = Objects.requireNonNull(edge, "edge");
    this.settings = new SimpleObjectProperty<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public EdgeItem edge() {
    return edge;
  }

  public ObjectProperty<DeviceSettings> settingsProperty() {
    return settings;
  }

  public DeviceSettings settings() {
    return settings.get();
  }

  public String name() {
    return settings.get().name();
  }

  public ObjectProperty<LinkStatus> statusProperty() {
    return status;
  }

  public LinkStatus status() {
    return status.get();
  }

  /** Whether it is at its edge; known of devices that are not open, too, where the edge tells. */
  public ObjectProperty<DevicePresence> presenceProperty() {
    return presence;
  }

  public DevicePresence presence() {
    return presence.get();
  }

  /** What its shells print and are sent. */
  public ObjectProperty<Traffic> shellTrafficProperty() {
    return shellTraffic;
  }

  /** How many of its tunnels are switched on. */
  public IntegerProperty activeTunnelsProperty() {
    return activeTunnels;
  }

  /** How many shells are open on it. */
  public IntegerProperty openShellsProperty() {
    return openShells;
  }

  public ObservableList<TunnelItem> tunnels() {
    return tunnels;
  }
}

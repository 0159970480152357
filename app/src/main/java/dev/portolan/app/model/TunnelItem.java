package dev.portolan.app.model;

import java.time.Instant;
import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A tunnel of a device: settings belong to the store, what happens to it to the session layer. */
public final class TunnelItem {
  private final String id;
  private final DeviceItem device;
  private final ObjectProperty<TunnelSettings> settings;
  private final BooleanProperty wanted = new SimpleBooleanProperty(this, "wanted");
  private final ObjectProperty<TunnelStatus> status =
      new SimpleObjectProperty<>(this, "status", TunnelStatus.OFF);
  private final ObjectProperty<Traffic> traffic =
      new SimpleObjectProperty<>(this, "traffic", Traffic.NONE);
  private final ObjectProperty<@Nullable Instant> since = new SimpleObjectProperty<>(this, "since");
  private final StringProperty lastError = new SimpleStringProperty(this, "lastError", "");
  private final ObservableList<ConnectionItem> connections = FXCollections.observableArrayList();
  private final TrafficHistory history = new TrafficHistory();

  public TunnelItem(String id, DeviceItem device, TunnelSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.device = Objects.requireNonNull(device, "device");
    this.settings = new SimpleObjectProperty<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public DeviceItem device() {
    return device;
  }

  public ObjectProperty<TunnelSettings> settingsProperty() {
    return settings;
  }

  public TunnelSettings settings() {
    return settings.get();
  }

  public Forward forward() {
    return settings.get().forward();
  }

  /** Its name, or where it leads if it has none. */
  public String title() {
    String name = settings.get().name();
    return name.isBlank() ? forward().remoteText() : name;
  }

  /** Whether a person wants it on. */
  public BooleanProperty wantedProperty() {
    return wanted;
  }

  public boolean isWanted() {
    return wanted.get();
  }

  public ObjectProperty<TunnelStatus> statusProperty() {
    return status;
  }

  public TunnelStatus status() {
    return status.get();
  }

  public ObjectProperty<Traffic> trafficProperty() {
    return traffic;
  }

  /** When its local port was opened; null while it is closed. */
  public ObjectProperty<@Nullable Instant> sinceProperty() {
    return since;
  }

  /** What went wrong last; empty if nothing has since it was switched on. */
  public StringProperty lastErrorProperty() {
    return lastError;
  }

  /** Open connections first, then the ones that ended last. */
  public ObservableList<ConnectionItem> connections() {
    return connections;
  }

  public TrafficHistory history() {
    return history;
  }
}

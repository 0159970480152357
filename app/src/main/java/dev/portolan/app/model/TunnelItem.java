package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;

/** A tunnel of a device with its settings and status. */
public final class TunnelItem {
  private final String id;
  private final DeviceItem device;
  private final ReadOnlyObjectWrapper<TunnelSettings> settings;
  private final ReadOnlyBooleanWrapper wanted = new ReadOnlyBooleanWrapper(this, "wanted");
  private final ReadOnlyObjectWrapper<TunnelStatus> status =
      new ReadOnlyObjectWrapper<>(this, "status", TunnelStatus.OFF);
  private final ReadOnlyObjectWrapper<Traffic> traffic =
      new ReadOnlyObjectWrapper<>(this, "traffic", Traffic.NONE);
  private final ReadOnlyObjectWrapper<@Nullable Instant> since =
      new ReadOnlyObjectWrapper<>(this, "since");
  private final ReadOnlyObjectWrapper<@Nullable Instant> offAt =
      new ReadOnlyObjectWrapper<>(this, "offAt");
  private final ReadOnlyStringWrapper lastError = new ReadOnlyStringWrapper(this, "lastError", "");
  private final ObservableList<ConnectionItem> connections = FXCollections.observableArrayList();
  private final ObservableList<ConnectionItem> shown =
      FXCollections.unmodifiableObservableList(connections);
  private final TrafficHistory history = new TrafficHistory();

  public TunnelItem(String id, DeviceItem device, TunnelSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.device = Objects.requireNonNull(device, "device");
    this.settings = new ReadOnlyObjectWrapper<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public DeviceItem device() {
    return device;
  }

  public ReadOnlyObjectProperty<TunnelSettings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  public TunnelSettings settings() {
    return settings.get();
  }

  @WrittenBy(Owner.STORE)
  public void setSettings(TunnelSettings next) {
    settings.set(next);
  }

  public Forward forward() {
    return settings.get().forward();
  }

  /** Its name, or what stands for it. */
  public String title() {
    String name = settings.get().name();
    return name.isBlank() ? forward().title() : name;
  }

  /** Whether the user has switched it on. */
  public ReadOnlyBooleanProperty wantedProperty() {
    return wanted.getReadOnlyProperty();
  }

  public boolean isWanted() {
    return wanted.get();
  }

  @WrittenBy(Owner.STORE)
  public void setWanted(boolean on) {
    wanted.set(on);
  }

  public ReadOnlyObjectProperty<TunnelStatus> statusProperty() {
    return status.getReadOnlyProperty();
  }

  /** When its time limit switches it off; null if nothing does, and while it is off. */
  public ReadOnlyObjectProperty<@Nullable Instant> offAtProperty() {
    return offAt.getReadOnlyProperty();
  }

  public @Nullable Instant offAt() {
    return offAt.get();
  }

  @WrittenBy(Owner.STORE)
  public void setOffAt(@Nullable Instant due) {
    offAt.set(due);
  }

  public TunnelStatus status() {
    return status.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setStatus(TunnelStatus now) {
    status.set(now);
  }

  public ReadOnlyObjectProperty<Traffic> trafficProperty() {
    return traffic.getReadOnlyProperty();
  }

  public Traffic traffic() {
    return traffic.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setTraffic(Traffic now) {
    traffic.set(now);
  }

  /** When its local port was bound; null while it is not. */
  public ReadOnlyObjectProperty<@Nullable Instant> sinceProperty() {
    return since.getReadOnlyProperty();
  }

  @WrittenBy(Owner.SESSION)
  public void setSince(@Nullable Instant opened) {
    since.set(opened);
  }

  /** The last error since it was switched on; empty if there was none. */
  public ReadOnlyStringProperty lastErrorProperty() {
    return lastError.getReadOnlyProperty();
  }

  public String lastError() {
    return lastError.get();
  }

  @WrittenBy(Owner.SESSION)
  public void setLastError(String words) {
    lastError.set(words);
  }

  /** Open connections, followed by the most recently closed ones; read-only. */
  public ObservableList<ConnectionItem> connections() {
    return shown;
  }

  @WrittenBy(Owner.SESSION)
  public void setConnections(List<ConnectionItem> now) {
    connections.setAll(now);
  }

  public TrafficHistory history() {
    return history;
  }
}

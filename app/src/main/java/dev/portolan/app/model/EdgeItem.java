package dev.portolan.app.model;

import dev.portolan.app.model.WrittenBy.Owner;
import java.util.Objects;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** An edge with its devices. */
public final class EdgeItem {
  private final String id;
  private final EdgeKind kind;
  private final ReadOnlyObjectWrapper<EdgeSettings> settings;
  private final ReadOnlyBooleanWrapper tokenHeld = new ReadOnlyBooleanWrapper(this, "tokenHeld");
  private final ReadOnlyIntegerWrapper tokenRevision =
      new ReadOnlyIntegerWrapper(this, "tokenRevision");
  private final ReadOnlyBooleanWrapper loginNeeded =
      new ReadOnlyBooleanWrapper(this, "loginNeeded");
  private final ObservableList<DeviceItem> devices = FXCollections.observableArrayList();
  private final ObservableList<DeviceItem> shown =
      FXCollections.unmodifiableObservableList(devices);

  public EdgeItem(String id, EdgeKind kind, EdgeSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.settings = new ReadOnlyObjectWrapper<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public EdgeKind kind() {
    return kind;
  }

  public ReadOnlyObjectProperty<EdgeSettings> settingsProperty() {
    return settings.getReadOnlyProperty();
  }

  public EdgeSettings settings() {
    return settings.get();
  }

  @WrittenBy(Owner.STORE)
  public void setSettings(EdgeSettings next) {
    settings.set(next);
  }

  public String name() {
    return settings.get().name();
  }

  /** Whether a token for it is held in memory. */
  public ReadOnlyBooleanProperty tokenHeldProperty() {
    return tokenHeld.getReadOnlyProperty();
  }

  /** Incremented whenever the token changes. */
  public ReadOnlyIntegerProperty tokenRevisionProperty() {
    return tokenRevision.getReadOnlyProperty();
  }

  /** Replaces or clears the token. */
  @WrittenBy(Owner.STORE)
  public void tokenChanged(boolean held) {
    tokenHeld.set(held);
    loginNeeded.set(false);
    tokenRevision.set(tokenRevision.get() + 1);
  }

  /**
   * Whether the edge rejected the token. No connection is attempted until the user enters another
   * one.
   */
  public ReadOnlyBooleanProperty loginNeededProperty() {
    return loginNeeded.getReadOnlyProperty();
  }

  @WrittenBy(Owner.STORE)
  public void setLoginNeeded(boolean needed) {
    loginNeeded.set(needed);
  }

  /** Its devices in list order; read-only. */
  public ObservableList<DeviceItem> devices() {
    return shown;
  }

  /** The same list, modifiable. */
  @WrittenBy(Owner.STORE)
  public ObservableList<DeviceItem> ownDevices() {
    return devices;
  }
}

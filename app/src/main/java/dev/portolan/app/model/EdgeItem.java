package dev.portolan.app.model;

import java.util.Objects;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** An edge with the devices behind it: settings and devices belong to the store. */
public final class EdgeItem {
  private final String id;
  private final EdgeKind kind;
  private final ObjectProperty<EdgeSettings> settings;
  private final BooleanProperty tokenHeld = new SimpleBooleanProperty(this, "tokenHeld");
  private final IntegerProperty tokenRevision = new SimpleIntegerProperty(this, "tokenRevision");
  private final BooleanProperty loginNeeded = new SimpleBooleanProperty(this, "loginNeeded");
  private final ObservableList<DeviceItem> devices = FXCollections.observableArrayList();

  public EdgeItem(String id, EdgeKind kind, EdgeSettings settings) {
    this.id = Objects.requireNonNull(id, "id");
    this.kind = Objects.requireNonNull(kind, "kind");
    this.settings = new SimpleObjectProperty<>(this, "settings", settings);
  }

  public String id() {
    return id;
  }

  public EdgeKind kind() {
    return kind;
  }

  public ObjectProperty<EdgeSettings> settingsProperty() {
    return settings;
  }

  public EdgeSettings settings() {
    return settings.get();
  }

  public String name() {
    return settings.get().name();
  }

  /** Whether a token for it is held in memory. */
  public BooleanProperty tokenHeldProperty() {
    return tokenHeld;
  }

  /** Changes whenever the token does. */
  public IntegerProperty tokenRevisionProperty() {
    return tokenRevision;
  }

  /** Whether the edge refused us and nothing is tried until a person has entered a token. */
  public BooleanProperty loginNeededProperty() {
    return loginNeeded;
  }

  public ObservableList<DeviceItem> devices() {
    return devices;
  }
}

package dev.portolan.app.view.edge;

import dev.portolan.app.model.DeviceItem;
import dev.portolan.app.model.DeviceSettings;
import dev.portolan.app.model.EdgeItem;
import dev.portolan.app.store.Inventory;
import dev.portolan.app.view.common.Texts;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;

/** The view model of the form for a new or existing device. */
public final class DeviceFormViewModel {
  private final Inventory inventory;
  private final EdgeItem edge;
  private final @Nullable DeviceItem edited;
  private final Consumer<DeviceItem> saved;
  private final StringProperty name = new SimpleStringProperty(this, "name", "");
  private final StringProperty path = new SimpleStringProperty(this, "path", "");
  private final StringProperty group = new SimpleStringProperty(this, "group", "");
  private final BooleanProperty favourite = new SimpleBooleanProperty(this, "favourite");
  private final StringProperty tags = new SimpleStringProperty(this, "tags", "");
  private final StringProperty notes = new SimpleStringProperty(this, "notes", "");
  private final ReadOnlyStringWrapper pathProblem = new ReadOnlyStringWrapper(this, "problem", "");
  private final ReadOnlyStringWrapper groupProblem =
      new ReadOnlyStringWrapper(this, "groupProblem", "");
  private @Nullable DeviceItem original;
  private boolean strict;

  /**
   * Creates the model.
   *
   * @param edited the device to edit, or null for a new one of {@code edge}
   * @param saved receives the saved device
   */
  public DeviceFormViewModel(
      Inventory inventory, EdgeItem edge, @Nullable DeviceItem edited, Consumer<DeviceItem> saved) {
    this.inventory = inventory;
    this.edge = edge;
    this.edited = edited;
    this.saved = saved;
    if (edited != null) {
      take(edited.settings());
    }
    path.subscribe(value -> check());
    group.subscribe(text -> groupProblem.set(GroupText.problem(text)));
  }

  /** Creates the model for a new device with the settings and tunnels of another one. */
  public static DeviceFormViewModel duplicate(
      Inventory inventory, DeviceItem original, Consumer<DeviceItem> saved) {
    DeviceFormViewModel model = new DeviceFormViewModel(inventory, original.edge(), null, saved);
    model.original = original;
    model.take(original.settings());
    model.name.set("");
    model.path.set("");
    return model;
  }

  private void take(DeviceSettings settings) {
    name.set(settings.name());
    path.set(settings.path());
    group.set(GroupText.of(settings.group()));
    favourite.set(settings.favourite());
    tags.set(String.join(", ", settings.tags()));
    notes.set(settings.notes());
  }

  /** The name of the device that is duplicated, or empty. */
  public String originalName() {
    return original == null ? "" : original.name();
  }

  public List<String> knownGroups() {
    return GroupText.known(inventory);
  }

  public boolean isNew() {
    return edited == null;
  }

  public String edgeName() {
    return edge.name();
  }

  public StringProperty nameProperty() {
    return name;
  }

  public StringProperty pathProperty() {
    return path;
  }

  /** Nested groups, outermost first, separated by slashes. */
  public StringProperty groupProperty() {
    return group;
  }

  public ReadOnlyStringProperty groupProblemProperty() {
    return groupProblem.getReadOnlyProperty();
  }

  public BooleanProperty favouriteProperty() {
    return favourite;
  }

  public StringProperty tagsProperty() {
    return tags;
  }

  public StringProperty notesProperty() {
    return notes;
  }

  public ReadOnlyStringProperty pathProblemProperty() {
    return pathProblem.getReadOnlyProperty();
  }

  /** Saves the device. Returns false, with errors at the fields, if invalid. */
  public boolean save() {
    strict = true;
    check();
    if (!pathProblem.get().isEmpty() || !groupProblem.get().isEmpty()) {
      return false;
    }
    String id = path.get().strip();
    String shown = name.get().isBlank() ? shortened(id) : name.get().strip();
    DeviceSettings settings =
        new DeviceSettings(
            shown,
            id,
            GroupText.parse(group.get()),
            favourite.get(),
            GroupText.tags(tags.get()),
            notes.get().strip());
    DeviceItem device = edited;
    if (device == null) {
      device = inventory.addDevice(edge, settings);
      if (original != null) {
        inventory.copyTunnels(original, device);
      }
    } else {
      inventory.change(device, settings);
    }
    saved.accept(device);
    return true;
  }

  private void check() {
    String value = path.get().strip();
    if (value.isEmpty()) {
      pathProblem.set(strict ? Texts.get("device.path.missing") : "");
    } else if (value.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '?' || c == '#')) {
      pathProblem.set(Texts.get("device.path.characters"));
    } else if (Arrays.asList(value.split("/", -1)).contains("..")) {
      pathProblem.set(Texts.get("device.path.dots"));
    } else if (edge.devices().stream()
        .anyMatch(one -> !one.equals(edited) && one.settings().path().equals(value))) {
      pathProblem.set(Texts.get("device.path.there", edge.name()));
    } else {
      pathProblem.set("");
    }
  }

  private static String shortened(String id) {
    String last = id.substring(id.lastIndexOf('/') + 1);
    return last.length() > 24 ? last.substring(0, 12) + "…" : last;
  }
}

package dev.portolan.app.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** How the person at the window likes it: the settings as they are now. */
public final class Preferences {
  private final ReadOnlyObjectWrapper<SettingValues> values =
      new ReadOnlyObjectWrapper<>(this, "values", SettingValues.USUAL);

  /** All settings; changes whenever one of them does. */
  public ReadOnlyObjectProperty<SettingValues> valuesProperty() {
    return values.getReadOnlyProperty();
  }

  /** One setting; changes when it does, and not with others. */
  public <T> ObservableValue<T> observe(Setting<T> setting) {
    return values.map(all -> all.get(setting));
  }

  public <T> T get(Setting<T> setting) {
    return values.get().get(setting);
  }

  /**
   * Changes a setting.
   *
   * @throws IllegalArgumentException if it cannot have this value
   */
  public <T> void set(Setting<T> setting, T value) {
    values.set(values.get().with(setting, value));
  }

  /** Changes all settings at once. */
  public void setAll(SettingValues all) {
    values.set(all);
  }
}

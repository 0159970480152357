package dev.portolan.app.model;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ObservableValue;

/** The current settings, observable. */
public final class Preferences {
  private final ReadOnlyObjectWrapper<SettingValues> values =
      new ReadOnlyObjectWrapper<>(this, "values", SettingValues.USUAL);

  /** All settings. Changes whenever one of them does. */
  public ReadOnlyObjectProperty<SettingValues> valuesProperty() {
    return values.getReadOnlyProperty();
  }

  /** A single setting. Changes only when its value does. */
  public <T> ObservableValue<T> observe(Setting<T> setting) {
    return values.map(all -> all.get(setting));
  }

  public <T> T get(Setting<T> setting) {
    return values.get().get(setting);
  }

  /**
   * Changes a setting.
   *
   * @throws IllegalArgumentException if the value is not valid
   */
  public <T> void set(Setting<T> setting, T value) {
    values.set(values.get().with(setting, value));
  }

  /** Changes all settings at once. */
  public void setAll(SettingValues all) {
    values.set(all);
  }
}

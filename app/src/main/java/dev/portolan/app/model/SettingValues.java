package dev.portolan.app.model;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of all settings. */
public final class SettingValues {
  /** All defaults. */
  public static final SettingValues USUAL = new SettingValues(Map.of());

  /** Only the values that differ from the default. */
  private final Map<Setting<?>, Object> chosen;

  private SettingValues(Map<Setting<?>, Object> chosen) {
    this.chosen = Map.copyOf(chosen);
  }

  /** The value of a setting. */
  @SuppressWarnings("unchecked") // Only with() puts values in, and of the setting's type.
  public <T> T get(Setting<T> setting) {
    T value = (T) chosen.get(setting);
    return value == null ? setting.defaultValue() : value;
  }

  /**
   * A copy with one value changed.
   *
   * @throws IllegalArgumentException if the value is not valid for the setting
   */
  public <T> SettingValues with(Setting<T> setting, T value) {
    if (!setting.accepts(value)) {
      throw new IllegalArgumentException(setting.key() + " cannot be " + value);
    }
    Map<Setting<?>, Object> next = new HashMap<>(chosen);
    if (value.equals(setting.defaultValue())) {
      next.remove(setting);
    } else {
      next.put(setting, value);
    }
    return new SettingValues(next);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SettingValues values && chosen.equals(values.chosen);
  }

  @Override
  public int hashCode() {
    return chosen.hashCode();
  }

  @Override
  public String toString() {
    return chosen.toString();
  }
}

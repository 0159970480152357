package dev.portolan.app.view.shell;

import dev.portolan.app.model.Setting;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import java.net.URI;
import java.util.function.Consumer;

/**
 * How a person likes terminals, and what of the desktop they use.
 *
 * @param values of all settings
 * @param browser opens an address the way the desktop does; called on the FX thread
 * @param marked where marked text goes, and what the middle button pastes
 * @param emoji pictures of the desktop's font
 */
public record TerminalSettings(
    SettingValues values, Consumer<URI> browser, PrimarySelection marked, EmojiPictures emoji) {
  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  /** The letters that the person likes, in a size in pixels. */
  TerminalFont font(double size) {
    return TerminalFont.of(get(Settings.FONT), size);
  }

  /** The same, but for one setting. */
  public <T> TerminalSettings with(Setting<T> setting, T value) {
    return new TerminalSettings(values.with(setting, value), browser, marked, emoji);
  }
}

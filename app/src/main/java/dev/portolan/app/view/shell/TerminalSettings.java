package dev.portolan.app.view.shell;

import dev.portolan.app.model.Setting;
import dev.portolan.app.model.SettingValues;
import dev.portolan.app.model.Settings;
import java.net.URI;
import java.util.function.Consumer;

/**
 * The settings and desktop services of terminals.
 *
 * @param values the values of settings
 * @param browser opens an address; called on the FX thread
 * @param marked the primary selection
 * @param emoji the emoji images
 */
public record TerminalSettings(
    SettingValues values, Consumer<URI> browser, PrimarySelection marked, EmojiPictures emoji) {
  /** The value of a setting. */
  public <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  /** The chosen font in a size in pixels. */
  TerminalFont font(double size) {
    return TerminalFont.of(get(Settings.FONT), size);
  }

  /** The same with one setting changed. */
  public <T> TerminalSettings with(Setting<T> setting, T value) {
    return new TerminalSettings(values.with(setting, value), browser, marked, emoji);
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Background;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** The colours of a shell: the chosen scheme on the window's theme. FX thread. */
final class ShellColors {
  private final TerminalPane pane;
  private final ObservableValue<TerminalSettings> settings;
  private Color window = Color.WHITE;

  ShellColors(TerminalPane pane, ObservableValue<TerminalSettings> settings) {
    this.pane = pane;
    this.settings = settings;
  }

  /** Follows the theme by the background of the surrounding view, which CSS sets. */
  void themed(@Nullable Background background) {
    if (background != null
        && !background.getFills().isEmpty()
        && background.getFills().getFirst().getFill() instanceof Color color) {
      window = color;
      paintAsWanted();
    }
  }

  /** Applies the settings. */
  void paintAsWanted() {
    TerminalSettings wanted = settings.getValue();
    pane.setScheme(TerminalScheme.of(wanted.get(Settings.SCHEME), window));
    pane.setReadable(wanted.get(Settings.READABLE_TEXT));
  }
}

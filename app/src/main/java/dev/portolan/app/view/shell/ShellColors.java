package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import javafx.beans.value.ObservableValue;
import javafx.scene.layout.Background;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** The colours of one shell: the scheme that the person likes, on the window's own. FX thread. */
final class ShellColors {
  private final TerminalPane pane;
  private final ObservableValue<TerminalSettings> settings;
  private Color window = Color.WHITE;

  ShellColors(TerminalPane pane, ObservableValue<TerminalSettings> settings) {
    this.pane = pane;
    this.settings = settings;
  }

  /**
   * The theme reaches the picture by way of the background of the view around it, which the theme's
   * colours fill.
   */
  void themed(@Nullable Background background) {
    if (background != null
        && !background.getFills().isEmpty()
        && background.getFills().getFirst().getFill() instanceof Color color) {
      window = color;
      paintAsWanted();
    }
  }

  /** Paints as the settings have it now. */
  void paintAsWanted() {
    TerminalSettings wanted = settings.getValue();
    pane.setScheme(TerminalScheme.of(wanted.get(Settings.SCHEME), window));
    pane.setReadable(wanted.get(Settings.READABLE_TEXT));
  }
}

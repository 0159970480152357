package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import javafx.beans.value.ObservableValue;

/** The font of one shell: from the settings, unless zoomed. FX thread. */
final class ShellZoom {
  private static final double MIN_SIZE = 6;
  private static final double MAX_SIZE = 48;

  private final TerminalPane pane;
  private final ObservableValue<TerminalSettings> settings;
  private double size;

  ShellZoom(TerminalPane pane, ObservableValue<TerminalSettings> settings) {
    this.pane = pane;
    this.settings = settings;
    size = usual(settings.getValue());
  }

  void in() {
    set(size + 1);
  }

  void out() {
    set(size - 1);
  }

  void reset() {
    set(usual(settings.getValue()));
  }

  /** Applies a changed font family or size, also if zoomed. */
  void settingsChanged(TerminalSettings before, TerminalSettings now) {
    if (usual(before) != usual(now)) {
      reset();
    }
    if (!before.get(Settings.FONT).equals(now.get(Settings.FONT))) {
      pane.setFont(now.font(size));
    }
  }

  private void set(double wanted) {
    double within = Math.clamp(wanted, MIN_SIZE, MAX_SIZE);
    if (within != size) {
      size = within;
      pane.setFont(settings.getValue().font(within));
    }
  }

  private static int usual(TerminalSettings settings) {
    return settings.get(Settings.FONT_SIZE);
  }
}

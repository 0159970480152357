package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.ScrollbackMemory;
import javafx.scene.control.Label;

/**
 * Explains at the oldest line that older ones were dropped because of the memory limit. FX thread.
 */
final class ScrollbackHint extends Label {
  private static final long MEGABYTE = 1 << 20;

  ScrollbackHint(ScrollbackMemory memory) {
    super(ShellTexts.of("scrollback.shortened", Math.max(1, memory.room() / MEGABYTE)));
    getStyleClass().add("shell-hint");
    setMouseTransparent(true);
    setWrapText(true);
    setVisible(false);
  }

  /** Updates for a new view. */
  void painted(ScreenView view) {
    setVisible(view.shortened() && view.top() == view.firstLine());
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.ScrollbackMemory;
import javafx.scene.control.Label;

/**
 * Says while the oldest line of a shell is shown why none is older, where the memory for all shells
 * did not suffice for as many as the person wanted. FX thread.
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

  /** Another picture is shown. */
  void painted(ScreenView view) {
    setVisible(view.shortened() && view.top() == view.firstLine());
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextRange;
import org.jspecify.annotations.Nullable;

/**
 * Leads from prompt to prompt and selects what commands have printed, where shells say where these
 * begin. FX thread.
 */
final class ShellPrompts {
  private final TerminalPane pane;
  private final TerminalScreen screen;
  private @Nullable TextRange selected;

  ShellPrompts(TerminalPane pane, TerminalScreen screen) {
    this.pane = pane;
    this.screen = screen;
  }

  /** The nearest prompt above the picture comes to its first line. */
  void previous() {
    ScreenView view = pane.shown();
    long prompt = view == null ? -1 : screen.promptBefore(view.top());
    if (prompt >= 0) {
      pane.scrollTo(prompt);
    }
  }

  /** The next prompt comes to the first line of the picture, or the end of the text to its last. */
  void next() {
    ScreenView view = pane.shown();
    long prompt = view == null ? -1 : screen.promptAfter(view.top());
    if (prompt >= 0) {
      pane.scrollTo(prompt);
    } else {
      pane.scrollToEnd();
    }
  }

  /** Whether a shell has said that a command has printed something. */
  boolean hasOutput() {
    ScreenView view = pane.shown();
    return view != null && screen.outputAt(view.cursor().line()) != null;
  }

  /**
   * Selects what the command at the top of the picture has printed, or the last one where nobody
   * has scrolled; again, what the one before that has.
   */
  void selectOutput() {
    ScreenView view = pane.shown();
    if (view == null) {
      return;
    }
    TextRange found = screen.outputAt(lineOfOutput(view));
    if (found != null) {
      selected = found;
      pane.select(found);
      pane.reveal(found);
    }
  }

  private long lineOfOutput(ScreenView view) {
    TextRange before = selected;
    if (before != null && before.equals(pane.selectedSpan())) {
      return screen.promptBefore(before.startLine()) - 1;
    }
    return view.top() < view.screenTop() ? view.top() : view.cursor().line();
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.ScreenView;
import dev.portolan.app.terminal.TerminalScreen;
import dev.portolan.app.terminal.TextRange;
import org.jspecify.annotations.Nullable;

/** Navigates between prompts and selects command output, by OSC 133 marks. FX thread. */
final class ShellPrompts {
  private final TerminalPane pane;
  private final TerminalScreen screen;
  private @Nullable TextRange selected;

  ShellPrompts(TerminalPane pane, TerminalScreen screen) {
    this.pane = pane;
    this.screen = screen;
  }

  /** Scrolls to the previous prompt. */
  void previous() {
    ScreenView view = pane.shown();
    long prompt = view == null ? -1 : screen.promptBefore(view.top());
    if (prompt >= 0) {
      pane.scrollTo(prompt);
    }
  }

  /** Scrolls to the next prompt, or to the end. */
  void next() {
    ScreenView view = pane.shown();
    long prompt = view == null ? -1 : screen.promptAfter(view.top());
    if (prompt >= 0) {
      pane.scrollTo(prompt);
    } else {
      pane.scrollToEnd();
    }
  }

  /** Whether there is marked command output. */
  boolean hasOutput() {
    ScreenView view = pane.shown();
    return view != null && screen.outputAt(view.cursor().line()) != null;
  }

  /**
   * Selects the output of the command at the top of the view, or of the last one if not scrolled.
   * Repeated, selects the one before.
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

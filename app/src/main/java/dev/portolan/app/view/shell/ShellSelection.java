package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** Copies a shell's selection to the desktop. FX thread. */
final class ShellSelection {
  private final TerminalPane pane;
  private final ObservableValue<TerminalSettings> settings;

  ShellSelection(TerminalPane pane, ObservableValue<TerminalSettings> settings) {
    this.pane = pane;
    this.settings = settings;
  }

  /** The selected text, which may be all of the scrollback; empty without a selection. */
  String text() {
    return Objects.requireNonNullElse(pane.selectedText(), "");
  }

  /** Handles a new selection: sets the primary selection, and copies if enabled. */
  void changed() {
    String text = text();
    if (text.isEmpty()) {
      return;
    }
    settings.getValue().marked().set(text);
    if (settings.getValue().get(Settings.COPY_ON_SELECT)) {
      copy(text);
    }
  }

  /** Copies and clears the selection. */
  void copy() {
    String text = text();
    if (!text.isEmpty() && copy(text)) {
      pane.clearSelection();
    }
  }

  private static boolean copy(String text) {
    ClipboardContent content = new ClipboardContent();
    content.putString(text);
    return Clipboard.getSystemClipboard().setContent(content);
  }
}

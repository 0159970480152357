package dev.portolan.app.view.shell;

import dev.portolan.app.model.Settings;
import java.util.Objects;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;

/** The selected text of a shell on its way to the desktop. FX thread. */
final class ShellSelection {
  private final TerminalPane pane;
  private final ObservableValue<TerminalSettings> settings;

  ShellSelection(TerminalPane pane, ObservableValue<TerminalSettings> settings) {
    this.pane = pane;
    this.settings = settings;
  }

  /** Empty if nothing is selected. It may be all of the scrollback, so it is read once. */
  String text() {
    return Objects.requireNonNullElse(pane.selectedText(), "");
  }

  /** Other text was selected: it is marked, and copied if the person likes it so. */
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

  /** Copies the selected text and lets go of it. */
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

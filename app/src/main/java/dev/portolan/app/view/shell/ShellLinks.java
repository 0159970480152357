package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.TextLink;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/**
 * The links in a shell's text: shows where the one under the mouse leads, and opens them, after a
 * question where the text says something else. FX thread.
 */
final class ShellLinks extends Label {
  private final ShellQuestions questions;
  private final ObservableValue<TerminalSettings> settings;

  ShellLinks(ShellQuestions questions, ObservableValue<TerminalSettings> settings) {
    this.questions = questions;
    this.settings = settings;
    getStyleClass().add("shell-hint");
    setMouseTransparent(true);
    setVisible(false);
  }

  /** Shows the address of a link; null shows none. */
  void show(@Nullable TextLink link) {
    setVisible(link != null);
    setText(link == null ? "" : link.address().toString());
  }

  void open(TextLink link) {
    if (link.isPlain()) {
      browse(link);
    } else {
      questions.aboutLink(link, () -> browse(link));
    }
  }

  private void browse(TextLink link) {
    settings.getValue().browser().accept(link.address());
  }
}

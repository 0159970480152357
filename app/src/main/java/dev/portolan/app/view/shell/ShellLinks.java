package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.TextLink;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Label;
import org.jspecify.annotations.Nullable;

/**
 * The links in a shell's text. Shows the address under the mouse. Confirms before opening a link
 * whose label differs from its address. FX thread.
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

  /** Shows the address of a link, or nothing for null. */
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

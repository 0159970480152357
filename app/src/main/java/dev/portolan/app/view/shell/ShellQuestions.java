package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.CopiedText;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.TextLink;
import java.util.List;
import java.util.function.Consumer;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/** The questions of a terminal, one at a time. FX thread. */
final class ShellQuestions {
  private final StackPane host;
  private final String deviceName;
  private final Runnable closed;
  private @Nullable ShellQuestion open;

  /** Questions are shown over {@code host}. {@code closed} is called after the last answer. */
  ShellQuestions(StackPane host, String deviceName, Runnable closed) {
    this.host = host;
    this.deviceName = deviceName;
    this.closed = closed;
  }

  boolean isOpen() {
    return open != null;
  }

  /** Focuses the open question. */
  void focus() {
    if (open != null) {
      open.open();
    }
  }

  /**
   * Asks before a paste.
   *
   * @param shells how many shells get it
   * @param agreed receives the text to send
   */
  void aboutPaste(PastedText paste, int shells, Consumer<PastedText> agreed) {
    PasteQuestion question = new PasteQuestion(paste, deviceName, shells);
    ask(question.words(), question.answers(agreed));
  }

  void aboutLink(TextLink link, Runnable agreed) {
    ask(
        new ShellQuestion.Words(
            ShellTexts.of("link.title"),
            List.of(ShellTexts.of("link.explain", link.label().strip())),
            link.address().toString(),
            ShellTexts.of("link.cancel")),
        List.of(new ShellQuestion.Answer("question-yes", ShellTexts.of("link.open"), agreed)));
  }

  /** Asks whether a program may put text on the clipboard. */
  void aboutCopy(CopiedText copied, Runnable agreed, Runnable refused) {
    ask(
        CopyQuestion.words(copied, deviceName),
        List.of(new ShellQuestion.Answer("question-yes", ShellTexts.of("copy.agree"), agreed)),
        refused);
  }

  private void ask(ShellQuestion.Words words, List<ShellQuestion.Answer> answers) {
    ask(words, answers, () -> {});
  }

  private void ask(
      ShellQuestion.Words words, List<ShellQuestion.Answer> answers, Runnable refused) {
    close();
    ShellQuestion.Answer no = closing(new ShellQuestion.Answer("", "", refused));
    ShellQuestion question =
        new ShellQuestion(words, answers.stream().map(this::closing).toList(), no.action());
    open = question;
    host.getChildren().add(question);
    question.open();
  }

  private ShellQuestion.Answer closing(ShellQuestion.Answer answer) {
    return new ShellQuestion.Answer(
        answer.id(),
        answer.words(),
        () -> {
          close();
          answer.action().run();
        });
  }

  private void close() {
    if (open != null) {
      host.getChildren().remove(open);
      open = null;
      closed.run();
    }
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.TerminalLimits;
import dev.portolan.app.terminal.TextLink;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * The questions that a terminal may have to ask before it does something, one at a time. FX thread.
 */
final class ShellQuestions {
  /** How much of a paste is shown; more would take long to lay out. */
  private static final int SHOWN_OF_PASTE = 20_000;

  private final StackPane host;
  private final String deviceName;
  private final Runnable closed;
  private @Nullable ShellQuestion open;

  /** Questions appear over {@code host}; {@code closed} is told when the last is answered. */
  ShellQuestions(StackPane host, String deviceName, Runnable closed) {
    this.host = host;
    this.deviceName = deviceName;
    this.closed = closed;
  }

  boolean isOpen() {
    return open != null;
  }

  /** Leads the keys to the open question. */
  void focus() {
    if (open != null) {
      open.open();
    }
  }

  void aboutPaste(PastedText paste, Runnable agreed) {
    NumberFormat numbers = NumberFormat.getIntegerInstance();
    List<String> notes = new ArrayList<>();
    notes.add(ShellTexts.of("paste.explain", deviceName));
    notes.add(ShellTexts.of("paste.characters", numbers.format(paste.text().length())));
    if (paste.removed() > 0) {
      notes.add(ShellTexts.of("paste.removed", paste.removed()));
    }
    if (paste.cut()) {
      notes.add(ShellTexts.of("paste.cut", numbers.format(TerminalLimits.PASTE_CHARS)));
    }
    String title =
        paste.lines() > 1
            ? ShellTexts.of("paste.title.lines", numbers.format(paste.lines()))
            : ShellTexts.of("paste.title.long");
    ask(
        new ShellQuestion.Words(
            title,
            notes,
            preview(paste.text(), numbers),
            ShellTexts.of("paste.paste"),
            ShellTexts.of("paste.cancel")),
        agreed);
  }

  private static String preview(String text, NumberFormat numbers) {
    String shown = text.substring(0, Math.min(text.length(), SHOWN_OF_PASTE)).replace('\r', '\n');
    int more = text.length() - shown.length();
    return more == 0 ? shown : shown + "\n" + ShellTexts.of("paste.more", numbers.format(more));
  }

  void aboutLink(TextLink link, Runnable agreed) {
    ask(
        new ShellQuestion.Words(
            ShellTexts.of("link.title"),
            List.of(ShellTexts.of("link.explain", link.label().strip())),
            link.address().toString(),
            ShellTexts.of("link.open"),
            ShellTexts.of("link.cancel")),
        agreed);
  }

  private void ask(ShellQuestion.Words words, Runnable agreed) {
    close();
    ShellQuestion question =
        new ShellQuestion(
            words,
            () -> {
              close();
              agreed.run();
            },
            this::close);
    open = question;
    host.getChildren().add(question);
    question.open();
  }

  private void close() {
    if (open != null) {
      host.getChildren().remove(open);
      open = null;
      closed.run();
    }
  }
}

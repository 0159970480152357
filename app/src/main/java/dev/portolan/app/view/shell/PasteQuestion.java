package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.OddCharacter;
import dev.portolan.app.terminal.PastedText;
import dev.portolan.app.terminal.TerminalLimits;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** The question before an unusual text is pasted. */
final class PasteQuestion {
  /** Most characters shown, because layout is slow. */
  private static final int SHOWN = 20_000;

  private final PastedText paste;
  private final String deviceName;
  private final int shells;
  private final NumberFormat numbers = NumberFormat.getIntegerInstance();

  /**
   * @param shells how many shells get it
   */
  PasteQuestion(PastedText paste, String deviceName, int shells) {
    this.paste = paste;
    this.deviceName = deviceName;
    this.shells = shells;
  }

  ShellQuestion.Words words() {
    return new ShellQuestion.Words(
        title(), notes(), preview(paste.original()), ShellTexts.of("paste.cancel"));
  }

  /** The answers. {@code agreed} receives the text to send. */
  List<ShellQuestion.Answer> answers(Consumer<PastedText> agreed) {
    List<ShellQuestion.Answer> answers = new ArrayList<>();
    if (paste.runs()) {
      String key = paste.lines() > 1 ? "paste.oneLine" : "paste.noEnter";
      answers.add(
          new ShellQuestion.Answer(
              "question-one-line", ShellTexts.of(key), () -> agreed.accept(paste.asOneLine())));
    }
    answers.add(
        new ShellQuestion.Answer(
            "question-yes", ShellTexts.of("paste.paste"), () -> agreed.accept(paste)));
    return answers;
  }

  private String title() {
    if (paste.lines() > 1) {
      return ShellTexts.of("paste.title.lines", numbers.format(paste.lines()));
    }
    if (!paste.odd().isEmpty()) {
      return ShellTexts.of("paste.title.odd");
    }
    if (paste.isLong()) {
      return ShellTexts.of("paste.title.long");
    }
    return ShellTexts.of(paste.runs() ? "paste.title.runs" : "paste.title.shells");
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    String explained = paste.runs() ? "paste.explain.runs" : "paste.explain";
    notes.add(
        ShellTexts.of(explained, shells == 1 ? deviceName : ShellTexts.of("paste.shells", shells)));
    for (OddCharacter kind : OddCharacter.values()) {
      int count = paste.count(kind);
      if (count > 0) {
        String key = "paste.odd." + kind.name().toLowerCase(Locale.ROOT);
        notes.add(ShellTexts.of(key, count));
      }
    }
    if (paste.isLong()) {
      notes.add(ShellTexts.of("paste.characters", numbers.format(paste.text().length())));
    }
    if (paste.cut()) {
      notes.add(ShellTexts.of("paste.cut", numbers.format(TerminalLimits.PASTE_CHARS)));
    }
    return notes;
  }

  /** The beginning of a text, with symbols for invisible characters. */
  static String preview(String text) {
    String shown = OddCharacter.visible(text, SHOWN);
    int more = text.length() - SHOWN;
    return more <= 0
        ? shown
        : shown
            + "\n"
            + ShellTexts.of("paste.more", NumberFormat.getIntegerInstance().format(more));
  }
}

package dev.portolan.app.view.shell;

import dev.portolan.app.terminal.CopiedText;
import java.text.NumberFormat;
import java.util.List;

/** The question before a program may copy text. */
final class CopyQuestion {
  private CopyQuestion() {}

  static ShellQuestion.Words words(CopiedText copied, String deviceName) {
    NumberFormat numbers = NumberFormat.getIntegerInstance();
    int length = copied.text().length();
    List<String> notes =
        List.of(
            ShellTexts.of("copy.explain", deviceName),
            ShellTexts.of("copy.size", length, numbers.format(length)));
    return new ShellQuestion.Words(
        ShellTexts.of("copy.title"),
        notes,
        PasteQuestion.preview(copied.text()),
        ShellTexts.of("copy.refuse"));
  }
}

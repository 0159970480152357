package dev.portolan.app.tour;

import dev.portolan.app.view.shell.GridSize;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** How to ask a shell for the size of its terminal, and how it answers. */
enum SizeQuestion {
  /** Of Unix. */
  STTY("stty size", "(?m)^(?<rows>\\d+) (?<columns>\\d+)$"),
  /** Of Windows; its words are translated, the order of its lines is the same everywhere. */
  MODE("mode con", "(?m)^-+\\n[^:\\n]+:\\s+(?<rows>\\d+)\\n[^:\\n]+:\\s+(?<columns>\\d+)$");

  private final String command;
  private final Pattern answer;

  SizeQuestion(String command, String answer) {
    this.command = command;
    this.answer = Pattern.compile(answer);
  }

  /** The question that the shell of a system understands. */
  static SizeQuestion on(String osName) {
    return osName.toLowerCase(Locale.ROOT).startsWith("windows") ? MODE : STTY;
  }

  String command() {
    return command;
  }

  /** All answers in a text, the oldest first. */
  List<GridSize> answers(String text) {
    return answer
        .matcher(text)
        .results()
        .map(
            found ->
                new GridSize(
                    Integer.parseInt(found.group("columns")),
                    Integer.parseInt(found.group("rows"))))
        .toList();
  }
}

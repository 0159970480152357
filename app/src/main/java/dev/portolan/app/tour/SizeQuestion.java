package dev.portolan.app.tour;

import dev.portolan.app.view.shell.GridSize;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** A command that prints the terminal's size, with a pattern for its output. */
enum SizeQuestion {
  /** On Unix. */
  STTY("stty size", "(?m)^(?<rows>\\d+) (?<columns>\\d+)$"),
  /** On Windows. The text is localised, but the order of lines is fixed. */
  MODE("mode con", "(?m)^-+\\n[^:\\n]+:\\s+(?<rows>\\d+)\\n[^:\\n]+:\\s+(?<columns>\\d+)$");

  private final String command;
  private final Pattern answer;

  SizeQuestion(String command, String answer) {
    this.command = command;
    this.answer = Pattern.compile(answer);
  }

  /** The command for an operating system. */
  static SizeQuestion on(String osName) {
    return osName.toLowerCase(Locale.ROOT).startsWith("windows") ? MODE : STTY;
  }

  String command() {
    return command;
  }

  /** All sizes in a text, the oldest first. */
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

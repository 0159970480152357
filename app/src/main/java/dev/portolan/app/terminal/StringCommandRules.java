package dev.portolan.app.terminal;

/**
 * Of the operating system commands only titles and links; no clipboard, no colours, no reports, no
 * device control strings.
 */
final class StringCommandRules {
  private final TerminalCommands commands;
  private final FilteredText out;

  StringCommandRules(TerminalCommands commands, FilteredText out) {
    this.commands = commands;
    this.out = out;
  }

  void apply(char opener, CharSequence content) {
    if (opener != ']') {
      return;
    }
    String text = content.toString();
    int end = text.indexOf(';');
    if (end < 1) {
      return;
    }
    String rest = text.substring(end + 1);
    switch (text.substring(0, end)) {
      case "0", "2" -> {
        out.flush();
        commands.title(rest);
      }
      case "8" -> link(rest);
      default -> {
        // Folder, colours, clipboard, notifications, marks: not offered.
      }
    }
  }

  /** {@code params;address}; an empty address ends the link. */
  private void link(String text) {
    int separator = text.indexOf(';');
    if (separator < 0) {
      return;
    }
    String address = text.substring(separator + 1);
    out.flush();
    commands.link(WebAddress.parse(address));
  }
}

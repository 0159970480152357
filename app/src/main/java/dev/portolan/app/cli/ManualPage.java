package dev.portolan.app.cli;

import dev.portolan.app.Version;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Generates the manual page from the same source as {@code --help}. */
final class ManualPage {
  private static final String EXIT_CODES = "Exit codes:";
  private static final String PARAGRAPH = ".PP";

  private final CommandSpec portolan;
  private final StringBuilder page = new StringBuilder();
  private String last = "";

  /** Takes the root command. */
  ManualPage(CommandSpec portolan) {
    this.portolan = portolan;
  }

  /** The page in troff with man macros. */
  String text() {
    line(".TH PORTOLAN 1 \"\" \"Portolan " + plain(Version.current()) + "\" \"User Commands\"");
    section("NAME");
    line("portolan \\- " + decapitalised(plain(portolan.usageMessage().header()[0])));
    section("SYNOPSIS");
    synopsis(portolan);
    commands().forEach(this::synopsis);
    section("DESCRIPTION");
    paragraphs(portolan.usageMessage().description());
    paragraphs(portolan.usageMessage().footer());
    arguments(portolan);
    section("COMMANDS");
    commands().forEach(this::command);
    section("EXIT STATUS");
    for (ExitCode code : ExitCode.values()) {
      entry("\\fB" + code.number() + "\\fR", code.meaning());
    }
    section("ENVIRONMENT");
    entry("\\fBPORTOLAN_TOKEN\\fR", "The token, where no --token-file names a file of it.");
    entry("\\fBPORTOLAN_LOG\\fR", "debug: what happens inside is told on standard error.");
    return page.toString();
  }

  private List<CommandSpec> commands() {
    return portolan.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .toList();
  }

  private void synopsis(CommandSpec command) {
    String text = command.commandLine().getHelp().synopsis(0).strip().replaceAll("\\s+", " ");
    String name = command.qualifiedName();
    line(PARAGRAPH);
    line("\\fB" + plain(name) + "\\fR" + plain(text.substring(name.length())));
  }

  private void command(CommandSpec command) {
    line(".SS " + plain(command.qualifiedName()));
    paragraphs(command.usageMessage().header());
    paragraphs(command.usageMessage().description());
    arguments(command);
    List<String> footer =
        Arrays.stream(command.usageMessage().footer())
            .takeWhile(line -> !line.equals(EXIT_CODES))
            .toList();
    if (footer.stream().allMatch(String::isBlank)) {
      return;
    }
    line(PARAGRAPH);
    line(plain(command.usageMessage().footerHeading().replace("%n", " ").strip()));
    line(PARAGRAPH);
    line(".nf");
    footer.forEach(each -> line(plain(each)));
    line(".fi");
  }

  private void arguments(CommandSpec command) {
    for (PositionalParamSpec parameter : command.positionalParameters()) {
      entry(
          "\\fI" + plain(parameter.paramLabel()) + "\\fR",
          String.join(" ", parameter.description()));
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        entry(term(option), String.join(" ", option.description()));
      }
    }
  }

  private static String term(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(name -> "\\fB" + plain(name) + "\\fR")
            .collect(Collectors.joining(", "));
    return option.arity().max() == 0
        ? names
        : names + "=\\fI" + plain(option.paramLabel()) + "\\fR";
  }

  /** Writes paragraphs, which are separated by empty lines. */
  private void paragraphs(String... lines) {
    line(PARAGRAPH);
    for (String each : lines) {
      if (each.equals(EXIT_CODES)) {
        return;
      }
      line(each.isBlank() ? PARAGRAPH : plain(each.strip()));
    }
  }

  private void entry(String term, String text) {
    line(".TP");
    line(term);
    line(plain(text));
  }

  private void section(String title) {
    line(".SH " + title);
  }

  /** Writes a line, without repeated paragraph breaks or one after a title. */
  private void line(String text) {
    if (text.equals(PARAGRAPH) && (last.equals(PARAGRAPH) || last.startsWith(".S"))) {
      return;
    }
    page.append(text).append('\n');
    last = text;
  }

  /** Escapes text for troff. */
  private static String plain(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
    return escaped.startsWith(".") ? "\\&" + escaped : escaped;
  }

  private static String decapitalised(String sentence) {
    String text = sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}

package dev.portolan.app.cli;

import dev.portolan.app.Version;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The command line: runs the command in the arguments and returns its exit code. */
public final class Cli {
  private static final int WIDTH = 100;

  private final CommandLine commands;

  public Cli(Environment environment, Window window) {
    this.commands =
        new CommandLine(new PortolanCommand(environment, window))
            .addSubcommand(new LabCommand(environment))
            .addSubcommand(new EdgeCommand(environment))
            .addSubcommand(new TokenCommand(environment))
            .addSubcommand(new InviteCommand(environment))
            .addSubcommand(new DeviceCommand(environment))
            .addSubcommand(new ForwardCommand(environment))
            .addSubcommand(endsWithCommand(new ShellCommand(environment)))
            .addSubcommand(endsWithCommand(new RunOnDevicesCommand(environment)))
            .addSubcommand(new CopyCommand(environment))
            .addSubcommand(new TourCommand(environment, window))
            .addSubcommand(new ManualCommand(environment));
    for (CommandLine command : commands.getSubcommands().values()) {
      complete(command);
    }
    complete(commands);
    commands
        .getCommandSpec()
        .version("portolan " + Version.current() + " (" + Version.build() + ")")
        .addOption(
            OptionSpec.builder("-V", "--version")
                .versionHelp(true)
                .description("Print the version.")
                .build());
    Errors errors = new Errors(environment);
    commands
        .setOut(new PrintWriter(environment.out(), true, StandardCharsets.UTF_8))
        .setErr(new PrintWriter(environment.err(), true, StandardCharsets.UTF_8))
        .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
        .setUsageHelpWidth(WIDTH)
        .setUsageHelpLongOptionsMaxWidth(28)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
  }

  /** Arguments behind the remote command belong to it. */
  private static CommandLine endsWithCommand(Object command) {
    return new CommandLine(command).setStopAtPositional(true);
  }

  /** Settings common to all commands: the order of options, and exit codes in the help. */
  private static void complete(CommandLine command) {
    UsageMessageSpec help = command.getCommandSpec().usageMessage();
    List<String> footer = new ArrayList<>(List.of(help.footer()));
    footer.addAll(List.of("", "Exit codes:", ""));
    footer.addAll(ExitCode.lines());
    help.footer(footer.toArray(new String[0]));
    help.sortOptions(false);
    command
        .getCommandSpec()
        .addOption(
            OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .order(99)
                .description("Print this help.")
                .build());
  }

  /**
   * Runs until the command has finished or is stopped.
   *
   * @return the exit code of the process, one of {@link ExitCode}
   */
  public int run(String... arguments) {
    return commands.execute(arguments);
  }
}

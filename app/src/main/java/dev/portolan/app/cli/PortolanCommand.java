package dev.portolan.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The root command: opens the window. */
@Command(
    name = "portolan",
    synopsisSubcommandLabel = "[COMMAND]",
    header = "Opens shells and forwards ports on machines behind an edge.",
    description = {
      "",
      "Without a command it opens the window. Each command does one thing without a window, and",
      "'portolan COMMAND --help' tells how. 'portolan lab' makes an edge and a device to try them on.",
      "'portolan FILE.portolan' opens the window and asks whether to add what the file lists.",
      "",
    },
    commandListHeading = "%nCommands:%n",
    footer = {
      "",
      "Secrets are never given on the command line: use --token-file FILE or the variable PORTOLAN_TOKEN.",
      "Errors are one line on standard error; PORTOLAN_LOG=debug shows there what happens inside.",
    })
final class PortolanCommand implements Callable<Integer> {
  private final Environment environment;
  private final Window window;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description =
          "Where the window keeps its profile, instead of the place that this system has for such files.")
  private @Nullable Path dataFolder;

  @Option(names = "--tour-without-display", paramLabel = "DIR", hidden = true)
  private @Nullable Path tour;

  PortolanCommand(Environment environment, Window window) {
    this.environment = environment;
    this.window = window;
  }

  @Override
  public Integer call() throws Failure {
    Optional<String> obstacle = window.obstacle();
    if (obstacle.isPresent() && tour != null) {
      environment.warn("no window: " + obstacle.get() + "; taking the tour off screen instead");
      window.tour(tour, environment::say);
    } else if (obstacle.isPresent()) {
      throw new Failure(
          ExitCode.COMPUTER,
          "no window: " + obstacle.get() + "; the commands work without one (see portolan --help)");
    } else {
      window.open(dataFolder, List.of());
    }
    return ExitCode.OK.number();
  }
}

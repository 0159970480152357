package dev.portolan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code tour}. */
@Command(
    name = "tour",
    hidden = true,
    header = "Does the window's main job and leaves pictures of it.")
final class TourCommand implements Callable<Integer> {
  private final Environment environment;
  private final Window window;

  @Option(names = "--dir", paramLabel = "DIR", required = true, description = "For the pictures.")
  private Path folder;

  TourCommand(Environment environment, Window window) {
    this.environment = environment;
    this.window = window;
  }

  @Override
  public Integer call() throws Failure {
    window.tour(folder, environment::say);
    return ExitCode.OK.number();
  }
}

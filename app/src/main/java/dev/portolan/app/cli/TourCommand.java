package dev.portolan.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the tour. */
@Command(
    name = "tour",
    hidden = true,
    header = "Does the window's main job and leaves pictures of it.")
final class TourCommand implements Callable<Integer> {
  private final Surroundings around;
  private final Window window;

  @Option(names = "--dir", paramLabel = "DIR", required = true, description = "For the pictures.")
  private Path folder;

  TourCommand(Surroundings around, Window window) {
    this.around = around;
    this.window = window;
  }

  @Override
  public Integer call() throws Failure {
    window.tour(folder, around::say);
    return ExitCode.OK.number();
  }
}

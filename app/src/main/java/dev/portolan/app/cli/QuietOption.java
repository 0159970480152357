package dev.portolan.app.cli;

import dev.portolan.app.StreamLines;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether a line is printed for each stream that has ended. */
final class QuietOption {
  @Option(
      names = "--quiet",
      order = 30,
      description = "Print no line on standard error for each stream that has ended.")
  private boolean quiet;

  /**
   * Prints the lines until it is closed.
   *
   * @return null if none are wanted
   */
  @Nullable StreamLines lines(Environment environment) {
    return quiet ? null : StreamLines.to(environment::tell);
  }
}

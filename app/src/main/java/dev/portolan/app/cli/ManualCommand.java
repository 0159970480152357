package dev.portolan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code manual}: prints the manual page, for packages. */
@Command(name = "manual", hidden = true, header = "Prints the manual page, for man.")
final class ManualCommand implements Callable<Integer> {
  private final Environment environment;

  @Spec private CommandSpec self;

  ManualCommand(Environment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    environment.say(new ManualPage(self.root()).text().stripTrailing());
    return ExitCode.OK.number();
  }
}

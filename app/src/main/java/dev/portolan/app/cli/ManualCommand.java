package dev.portolan.app.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints the manual page, for packages. */
@Command(name = "manual", hidden = true, header = "Prints the manual page, for man.")
final class ManualCommand implements Callable<Integer> {
  private final Surroundings around;

  @Spec private CommandSpec self;

  ManualCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    around.say(new ManualPage(self.root()).text().stripTrailing());
    return ExitCode.OK.number();
  }
}

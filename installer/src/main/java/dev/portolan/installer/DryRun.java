package dev.portolan.installer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/** Shows the commands of the JDK's tools for a system, without running any. */
final class DryRun {
  private final Commands commands;

  DryRun(Product product, Target target) {
    commands = new Commands(product, target, Path.of("."), Path.of("work"));
  }

  /** Prints an argument a line, as they reach the tool; the tool's folder is left out. */
  void print(PrintStream out) {
    Path packages = Path.of("packages");
    out.println("== " + commands.target().label());
    show(out, commands.jlink("java.base"));
    if (commands.target().os() != Target.Os.LINUX) {
      show(out, commands.image(Path.of("console.properties")));
    }
    switch (commands.target().os()) {
      case WINDOWS -> show(out, commands.msi(packages));
      case MAC -> {
        show(out, commands.signImage(""));
        show(out, commands.signImage("Somebody"));
        show(out, commands.dmg(packages));
        show(out, commands.signDmg(packages.resolve("portolan.dmg"), "Somebody"));
      }
      case LINUX ->
          out.println("(jpackage makes no image here; dpkg-deb, rpmbuild and tar pack it)");
    }
  }

  private static void show(PrintStream out, List<String> command) {
    out.println(Path.of(command.getFirst()).getFileName());
    command.stream().skip(1).map(word -> "  " + word.replace('\\', '/')).forEach(out::println);
  }
}

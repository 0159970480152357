package dev.portolan.installer;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Shows the commands of the JDK's tools for a system, without running any. */
final class DryRun {
  private final Commands commands;

  DryRun(Product product, Target target) {
    commands = commands(product, target, target.os() == Target.Os.WINDOWS);
  }

  private static Commands commands(Product product, Target target, boolean foreign) {
    Optional<Path> java = foreign ? Optional.of(Path.of("java")) : Optional.empty();
    return new Commands(product, target, Path.of("."), Path.of("work"), java);
  }

  /** Prints an argument a line, as they reach the tool; the tool's folder is left out. */
  void print(PrintStream out) {
    Path packages = Path.of("packages");
    out.println("== " + commands.target().label());
    if (!commands.isForeign()) {
      show(out, commands.jlink("java.base"));
    }
    switch (commands.target().os()) {
      case WINDOWS -> showWindows(out, new WindowsCommands(commands, Path.of("zig")), packages);
      case MAC -> {
        show(out, commands.image(Path.of("console.properties")));
        show(out, commands.signImage(""));
        show(out, commands.signImage("Somebody"));
        show(out, commands.dmg(packages));
        show(out, commands.signDmg(packages.resolve("portolan.dmg"), "Somebody"));
        out.println("== " + commands.target().label() + " on another system");
        Commands foreign = commands(commands.product(), commands.target(), true);
        showRuntime(out, foreign);
        MacCommands tools = new MacCommands(foreign, Path.of("zig"));
        show(out, tools.compileLauncher(foreign.console()));
        show(out, tools.sign());
      }
      case LINUX ->
          out.println("(jpackage makes no image here; dpkg-deb, rpmbuild and tar pack it)");
    }
  }

  private void showWindows(PrintStream out, WindowsCommands tools, Path packages) {
    showRuntime(out, commands);
    show(out, tools.compileResources(WindowsCommands.CONSOLE));
    show(out, tools.compileLauncher(WindowsCommands.WINDOW, commands.window()));
    show(out, tools.compileLauncher(WindowsCommands.CONSOLE, commands.console()));
    show(out, tools.compilePath());
    Path setup = packages.resolve("setup.exe");
    show(out, tools.setup(commands.image(), commands.product(), Target.Os.LINUX, setup));
  }

  private static void showRuntime(PrintStream out, Commands foreign) {
    show(out, foreign.jmod(Path.of("classes"), Path.of("parts"), Path.of("java.base.jmod")));
    show(out, foreign.jlink("java.base", Path.of("jmods")));
  }

  private static void show(PrintStream out, List<String> command) {
    out.println(Path.of(command.getFirst()).getFileName());
    command.stream().skip(1).map(word -> "  " + word.replace('\\', '/')).forEach(out::println);
  }
}

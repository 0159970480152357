package dev.portolan.app;

import dev.portolan.app.cli.Cli;
import dev.portolan.app.cli.Surroundings;

/** Starts Portolan: the window, or the subcommand that the arguments name. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    JdkLog.follow(System.getenv("PORTOLAN_LOG"));
    int code = new Cli(Surroundings.ofProcess(), new DesktopWindow()).run(args);
    System.exit(code);
  }
}

package dev.portolan.app;

import dev.portolan.app.cli.Cli;
import dev.portolan.app.cli.Surroundings;

/** Starts Portolan: the window, or the subcommand that the arguments name. */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    JdkLog.follow(System.getenv("PORTOLAN_LOG"));
    DesktopWindow window = new DesktopWindow();
    int code = args.length == 0 && isOpened(window) ? 0 : cli(window).run(args);
    System.exit(code);
  }

  /**
   * Opens the window at once, since neither reading a command line nor asking for a display is
   * free. Where it fails for want of a display, the command line says so in words.
   */
  private static boolean isOpened(DesktopWindow window) {
    try {
      window.open(null);
      return true;
    } catch (RuntimeException | LinkageError e) {
      if (window.obstacle().isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private static Cli cli(DesktopWindow window) {
    return new Cli(Surroundings.ofProcess(), window);
  }
}

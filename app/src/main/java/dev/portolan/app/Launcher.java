package dev.portolan.app;

import dev.portolan.app.cli.Cli;
import dev.portolan.app.cli.Environment;
import dev.portolan.app.model.ConsoleLink;
import dev.portolan.app.model.ListArgument;
import java.util.List;

/**
 * Starts Portolan: the window, maybe with a link to follow or a file to take, or the subcommand
 * that is named.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] args) {
    JdkLog.follow(System.getenv("PORTOLAN_LOG"));
    DesktopWindow window = new DesktopWindow();
    boolean toWindow = args.length == 0 || (args.length == 1 && isForWindow(args[0]));
    int code = toWindow && isOpened(window, List.of(args)) ? 0 : cli(window).run(args);
    System.exit(code);
  }

  private static boolean isForWindow(String argument) {
    return ConsoleLink.isMeant(argument) || ListArgument.isMeant(argument);
  }

  /**
   * Opens the window at once, since neither reading a command line nor asking for a display is
   * free. Where it fails for want of a display, the command line says so in words.
   */
  private static boolean isOpened(DesktopWindow window, List<String> linksOrFiles) {
    try {
      window.open(null, linksOrFiles);
      return true;
    } catch (RuntimeException | LinkageError e) {
      if (window.obstacle().isEmpty()) {
        throw e;
      }
      return false;
    }
  }

  private static Cli cli(DesktopWindow window) {
    return new Cli(Environment.ofProcess(), window);
  }
}

package dev.portolan.app.view;

import dev.portolan.app.task.Background;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens web addresses with the desktop's command, because JavaFX's method does not report failures.
 * Any thread.
 */
final class Browser {
  /** A command that is still running after this time has succeeded. */
  private static final long PATIENCE_SECONDS = 5;

  /** What the window's launcher sets for the window alone. */
  private static final List<String> NOT_INHERITED =
      List.of("GDK_GL", "MALLOC_ARENA_MAX", "NO_AT_BRIDGE");

  private final Background background;
  private final List<List<String>> commands;

  /**
   * @param commands commands to try in order, with the address appended
   */
  Browser(Background background, List<List<String>> commands) {
    this.background = background;
    this.commands = commands;
  }

  /** The commands of an operating system, by its Java name. */
  static List<List<String>> commands(String system) {
    if (system.startsWith("Windows")) {
      return List.of(List.of("rundll32", "url.dll,FileProtocolHandler"));
    }
    if (system.startsWith("Mac")) {
      return List.of(List.of("open"));
    }
    return List.of(
        List.of("xdg-open"),
        List.of("gio", "open"),
        List.of("x-www-browser"),
        List.of("www-browser"));
  }

  /**
   * Opens an http or https address.
   *
   * @return fails if no command succeeds
   */
  CompletableFuture<Void> open(String url) {
    return background.run(
        () -> {
          for (List<String> command : commands) {
            if (opened(command, url)) {
              return;
            }
          }
          throw new IOException("no browser could be started");
        });
  }

  private static boolean opened(List<String> command, String url) throws InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.add(url);
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD);
      builder.environment().keySet().removeAll(NOT_INHERITED);
      Process process = builder.start();
      process.getOutputStream().close();
      return !process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}

package dev.portolan.app.view;

import dev.portolan.app.task.Background;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Opens web addresses with the desktop's own command. JavaFX's way does not say whether anything
 * was opened. Any thread.
 */
final class Browser {
  /** A command that still runs after so many seconds shows the page itself. */
  private static final long PATIENCE_SECONDS = 5;

  /** What the window's launcher sets for the window alone. */
  private static final List<String> NOT_INHERITED =
      List.of("GDK_GL", "MALLOC_ARENA_MAX", "NO_AT_BRIDGE");

  private final Background background;
  private final List<List<String>> commands;

  /**
   * @param commands tried in turn, each with the address behind it
   */
  Browser(Background background, List<List<String>> commands) {
    this.background = background;
    this.commands = commands;
  }

  /** Those of an operating system, by the name that Java has for it. */
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
   * @return fails if no command could
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

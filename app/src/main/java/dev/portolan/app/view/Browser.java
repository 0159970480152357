package dev.portolan.app.view;

import dev.portolan.app.task.Background;
import dev.portolan.app.task.DesktopCommands;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Opens web addresses with the desktop's command, because JavaFX's method does not report failures.
 * Any thread.
 */
final class Browser {
  private final Background background;
  private final DesktopCommands commands;

  /**
   * @param commands commands to try in order, with the address appended
   */
  Browser(Background background, List<List<String>> commands) {
    this.background = background;
    this.commands = new DesktopCommands(commands);
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
          if (!commands.open(url)) {
            throw new IOException("no browser could be started");
          }
        });
  }
}

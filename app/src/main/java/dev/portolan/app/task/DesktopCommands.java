package dev.portolan.app.task;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Programs of the desktop of which the first that works opens something. Blocks for seconds.
 *
 * @param commands to try in order, with what is to be opened appended
 */
public record DesktopCommands(List<List<String>> commands) {
  /** A command that is still running after this time has succeeded. */
  private static final long PATIENCE_SECONDS = 5;

  /** What the window's launcher sets for the window alone. */
  private static final List<String> NOT_INHERITED =
      List.of("GDK_GL", "MALLOC_ARENA_MAX", "NO_AT_BRIDGE");

  public DesktopCommands {
    commands = List.copyOf(commands);
  }

  /**
   * Opens an address or a file.
   *
   * @return whether one of them did it
   */
  public boolean open(String what) throws InterruptedException {
    for (List<String> command : commands) {
      if (opened(command, what)) {
        return true;
      }
    }
    return false;
  }

  private static boolean opened(List<String> command, String what) throws InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.add(what);
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

package dev.portolan.app.desktop;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Notifications of macOS by a script. It does not tell of clicks. */
final class MacNotices implements DesktopNotices {
  private static final long PATIENCE_SECONDS = 5;

  /** Title and text are arguments, so that nothing in them is taken for a script. */
  private static final List<String> SCRIPT =
      List.of(
          "-e",
          "on run argv",
          "-e",
          "display notification (item 2 of argv) with title (item 1 of argv)",
          "-e",
          "end run");

  private final String program;

  MacNotices(String program) {
    this.program = program;
  }

  @Override
  public void show(String title, String text) throws IOException {
    Process process =
        new ProcessBuilder(command(title, text))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        throw new IOException(program + " did not end");
      }
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (process.exitValue() != 0) {
      throw new IOException(program + " ended with " + process.exitValue());
    }
  }

  private List<String> command(String title, String text) {
    return Stream.of(
            List.of(program),
            SCRIPT,
            // an argument that begins with a dash would be an option
            List.of("\u200b" + title, "\u200b" + text))
        .flatMap(List::stream)
        .toList();
  }
}

package dev.portolan.bench.start;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * A program whose start is measured.
 *
 * @param name for the table
 * @param command the program and its arguments
 */
record Candidate(String name, List<String> command) {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration STILL = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Parses {@code NAME=PROGRAM ARGUMENT…}, separated by spaces. */
  static Candidate parse(String text) {
    int at = text.indexOf('=');
    if (at < 1 || at == text.length() - 1) {
      throw new IllegalArgumentException("not NAME=COMMAND: " + text);
    }
    return new Candidate(text.substring(0, at), List.of(text.substring(at + 1).trim().split(" +")));
  }

  /**
   * Starts the program, waits until its window is painted and no longer changes, then ends it.
   *
   * @param home its home folder
   */
  Start start(Screen screen, Path home) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(home.resolve(name.replaceAll("\\W", "_") + ".log").toFile());
    Map<String, String> variables = builder.environment();
    variables.put("DISPLAY", screen.name());
    variables.put("HOME", home.toString());
    variables.put("XDG_CONFIG_HOME", home.resolve(".config").toString());
    variables.remove("WAYLAND_DISPLAY");
    long began = System.nanoTime();
    Process process = builder.start();
    try {
      double mapped = await(process, began, () -> !screen.look().isPlain());
      double painted = await(process, began, () -> screen.look().hasText());
      awaitStill(screen);
      ProcessTree tree = new ProcessTree(process.toHandle());
      return new Start(mapped, painted, tree.rssMegabytes(), tree.cpuSeconds());
    } finally {
      end(process);
    }
  }

  private double await(Process process, long began, BooleanSupplier done)
      throws IOException, InterruptedException {
    while (!done.getAsBoolean()) {
      if (!process.isAlive()) {
        throw new IOException(name + " ended by itself with exit code " + process.exitValue());
      }
      if (System.nanoTime() - began > PATIENCE.toNanos()) {
        throw new IOException(
            name + " did not show anything within " + PATIENCE.toSeconds() + " s");
      }
      TimeUnit.MILLISECONDS.sleep(4);
    }
    return (System.nanoTime() - began) / 1e6;
  }

  /** Waits until the screen no longer changes. Limited in time, because of blinking cursors. */
  private static void awaitStill(Screen screen) throws InterruptedException {
    long began = System.nanoTime();
    long since = began;
    long seen = screen.look().fingerprint();
    while (System.nanoTime() - since < STILL.toNanos()
        && System.nanoTime() - began < LONGEST.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(100);
      long now = screen.look().fingerprint();
      if (now != seen) {
        seen = now;
        since = System.nanoTime();
      }
    }
  }

  private static void end(Process process) throws InterruptedException {
    List<ProcessHandle> children = process.descendants().toList();
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    children.forEach(ProcessHandle::destroyForcibly);
  }
}

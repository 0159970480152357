package dev.portolan.bench.peer;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One running program that tells by lines of output how it stands. Any thread. */
final class PeerProcess implements Closeable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LEAVING = Duration.ofSeconds(3);

  private final String name;
  private final Process process;
  private final List<String> lines = new ArrayList<>();
  private boolean ended;

  private PeerProcess(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /**
   * Starts a program.
   *
   * @param log where its standard error is appended
   */
  static PeerProcess start(String name, List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    PeerProcess peer = new PeerProcess(name, process);
    Thread.ofPlatform().daemon().name("output of " + name).start(peer::readLines);
    return peer;
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        synchronized (lines) {
          lines.add(line);
          lines.notifyAll();
        }
      }
    } catch (IOException e) {
      // It was ended.
    }
    synchronized (lines) {
      ended = true;
      lines.notifyAll();
    }
  }

  /**
   * Waits for a line that begins so.
   *
   * @return the rest of the line
   * @throws IOException if the program ends, or is silent for a minute, without one
   */
  String await(String prefix) throws IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    synchronized (lines) {
      while (true) {
        for (String line : lines) {
          if (line.startsWith(prefix)) {
            return line.substring(prefix.length()).strip();
          }
        }
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (ended || left <= 0) {
          throw new IOException(name + " did not say '" + prefix + "' but " + lines);
        }
        try {
          lines.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          throw new InterruptedIOException(name);
        }
      }
    }
  }

  /** Its number in {@code /proc}. */
  long pid() {
    return process.pid();
  }

  /** Ends the program by the end of its input, or the hard way. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It has gone already.
    }
    try {
      if (!process.waitFor(LEAVING)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

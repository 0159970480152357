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

/** A running program that reports its state by lines of output. Thread-safe. */
public final class PeerProcess implements Closeable {
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
   * @param log the file to append its standard error to
   */
  public static PeerProcess start(String name, List<String> command, Path log) throws IOException {
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
      // it has ended
    }
    synchronized (lines) {
      ended = true;
      lines.notifyAll();
    }
  }

  /**
   * Waits for a line with the prefix.
   *
   * @return the line without the prefix
   * @throws IOException if the program ends first, or after a minute
   */
  public String await(String prefix) throws IOException {
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

  /** The process id. */
  public long pid() {
    return process.pid();
  }

  /** Closes the program's input, then kills it if necessary. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // already ended
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

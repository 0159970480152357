package dev.portolan.interop;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A running peer in one of its roles; {@link #close} ends it. Its methods may block and may be
 * called from any thread.
 */
public final class GoPeer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration LEAVING = Duration.ofSeconds(2);

  private final String name;
  private final Process process;
  private final List<String> unread = new ArrayList<>();
  private int taken; // where the last line that was taken stood
  private boolean ended;

  private GoPeer(String name, Process process) {
    this.name = name;
    this.process = process;
  }

  /** Starts the program with a role and its arguments. */
  public static GoPeer start(PeerProgram program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(program.file().toString());
    command.addAll(List.of(arguments));
    Process process;
    try {
      process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    GoPeer peer = new GoPeer(arguments[0] + " on smux " + program.smux(), process);
    // not a virtual thread, because reading a pipe pins its carrier
    Thread.ofPlatform().daemon().name(peer.name).start(peer::readLines);
    return peer;
  }

  private void readLines() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        add(line);
      }
    } catch (IOException e) {
      add("output ended with " + e);
    }
    synchronized (unread) {
      ended = true;
      unread.notifyAll();
    }
  }

  private void add(String line) {
    synchronized (unread) {
      unread.add(line);
      unread.notifyAll();
    }
  }

  /**
   * Waits for a line with the prefix and returns the rest of it. Other lines are kept for later
   * calls.
   *
   * @throws AssertionError after 30 s, or if the peer ends first
   */
  public String await(String prefix) {
    String rest = await(prefix, PATIENCE);
    if (rest == null) {
      synchronized (unread) {
        throw new AssertionError(
            name
                + (ended ? " ended" : " is silent")
                + " without '"
                + prefix
                + "', after "
                + unread);
      }
    }
    return rest;
  }

  /** As {@link #await(String)}, but also drops all earlier lines. */
  public String awaitPast(String prefix) {
    synchronized (unread) {
      String rest = await(prefix);
      unread.subList(0, taken).clear();
      return rest;
    }
  }

  /** As {@link #await(String)}, with a given timeout and null instead of an error. */
  public @Nullable String await(String prefix, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    synchronized (unread) {
      while (true) {
        String rest = take(prefix);
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (rest != null || ended || left <= 0) {
          return rest;
        }
        try {
          unread.wait(left);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return null;
        }
      }
    }
  }

  private @Nullable String take(String prefix) {
    for (int i = 0; i < unread.size(); i++) {
      if (unread.get(i).startsWith(prefix)) {
        taken = i;
        return unread.remove(i).substring(prefix.length()).strip();
      }
    }
    return null;
  }

  /** Sends the peer a command line. */
  public void tell(String command) {
    try {
      var in = process.getOutputStream();
      in.write((command + "\n").getBytes(StandardCharsets.UTF_8));
      in.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(name + " takes no more commands", e);
    }
  }

  /** Waits for the peer's end and returns its exit status. */
  public int awaitExit() {
    try {
      if (process.waitFor(PATIENCE)) {
        return process.exitValue();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new AssertionError(name + " does not end");
  }

  /** The process, for measurements. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Suspends the process (SIGSTOP). Only {@link #thaw} and {@link #close} may follow. */
  public void freeze() {
    signal("-STOP");
  }

  /** Resumes the process. */
  public void thaw() {
    signal("-CONT");
  }

  private void signal(String signal) {
    try {
      int status =
          new ProcessBuilder("kill", signal, Long.toString(process.pid())).start().waitFor();
      if (status != 0) {
        throw new AssertionError(name + " takes no " + signal + ": kill ends with " + status);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Kills the process (SIGKILL). */
  public void kill() {
    process.destroyForcibly();
    awaitExit();
  }

  /** Closes its input, then kills it if necessary. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // already ended
    }
    try {
      if (!process.waitFor(LEAVING)) {
        process.destroyForcibly().waitFor(PATIENCE);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public String toString() {
    return name;
  }
}

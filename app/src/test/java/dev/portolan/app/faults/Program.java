package dev.portolan.app.faults;

import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One real process of Portolan, which can be killed, stopped and started anew. Any thread. */
final class Program implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  /** As the kernel's tables of sockets call it. */
  private static final String ESTABLISHED = "01";

  private final String name;
  private final List<String> command;
  private final Path log;
  private Process process;
  private CompletableFuture<String> ready = new CompletableFuture<>();

  /**
   * Starts it.
   *
   * @param name what the table calls it
   * @param log where its output goes
   */
  Program(String name, Path log, Path portolan, String... arguments) throws IOException {
    this.name = name;
    this.log = log;
    command = new ArrayList<>(List.of(portolan.toString()));
    command.addAll(List.of(arguments));
    process = launch();
    // Who ends this run by a signal ends all of it.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, name));
  }

  private Process launch() throws IOException {
    CompletableFuture<String> said = new CompletableFuture<>();
    ready = said;
    Process started =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Thread.ofVirtual()
        .start(
            () -> {
              StringBuilder out = new StringBuilder();
              try (BufferedReader lines =
                  new BufferedReader(
                      new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                  out.append(line).append('\n');
                  Files.writeString(log, line + "\n", CREATE, APPEND);
                  if (line.equals("ready")) {
                    said.complete(out.toString());
                  }
                }
              } catch (IOException gone) {
                // It was killed.
              }
              said.completeExceptionally(new IOException(name + " has ended"));
            });
    return started;
  }

  String name() {
    return name;
  }

  /** What it printed until it served, ready included. */
  String awaitReady() throws InterruptedException, IOException {
    try {
      return ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new IOException(name + " did not get ready", failure);
    }
  }

  /** Kills it as the kernel does, and waits until it is gone. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it as a service manager does, and waits until it is gone. */
  void end() throws InterruptedException, IOException {
    signal("TERM");
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException(name + " does not end");
    }
  }

  /** Starts it anew; returns when it serves. */
  void start() throws IOException, InterruptedException {
    process = launch();
    awaitReady();
  }

  void freeze() throws InterruptedException, IOException {
    signal("STOP");
  }

  void thaw() throws InterruptedException, IOException {
    signal("CONT");
  }

  private void signal(String signal) throws InterruptedException, IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
  }

  /** What ps says of it: a state such as Sl or Tl, and how many children; or that it is gone. */
  String ps() throws IOException {
    Process asked =
        new ProcessBuilder("ps", "-o", "stat=", "-p", Long.toString(process.pid())).start();
    String state =
        new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (state.isEmpty()) {
      return name + " gone";
    }
    long children = process.children().count();
    return name + " " + state + (children == 0 ? "" : " with " + children + " shell");
  }

  /** Whether it has a TCP connection to that port, as the system sees it. */
  boolean isConnectedTo(int port) throws IOException {
    Path self = Path.of("/proc", Long.toString(process.pid()));
    Set<String> sockets = new HashSet<>();
    try (DirectoryStream<Path> open = Files.newDirectoryStream(self.resolve("fd"))) {
      for (Path each : open) {
        sockets.add(Files.readSymbolicLink(each).toString());
      }
    } catch (NoSuchFileException gone) {
      // It has ended, or closed one meanwhile, which is no connection then.
    }
    String there = String.format(Locale.ROOT, ":%04X", port);
    for (String table : List.of("net/tcp", "net/tcp6")) {
      for (String line : Files.readAllLines(self.resolve(table))) {
        String[] fields = line.strip().split(" +", -1);
        if (fields[2].endsWith(there)
            && fields[3].equals(ESTABLISHED)
            && sockets.contains("socket:[" + fields[9] + "]")) {
          return true;
        }
      }
    }
    return false;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}

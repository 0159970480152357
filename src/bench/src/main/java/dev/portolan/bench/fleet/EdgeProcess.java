package dev.portolan.bench.fleet;

import dev.portolan.bench.peer.PeerProcess;
import dev.portolan.bench.peer.ProcessUse;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The program's edge in a process of its own. */
final class EdgeProcess implements Closeable {
  private static final String METRICS = "portolan: metrics: ";

  private final PeerProcess process;
  private final String address;
  private final URI metrics;

  private EdgeProcess(PeerProcess process, String address, URI metrics) {
    this.process = process;
    this.address = address;
    this.metrics = metrics;
  }

  /**
   * Starts an edge, which listens when this returns.
   *
   * @param listen {@code host:port}, port 0 for any free one
   */
  static EdgeProcess start(Path program, FleetCredentials credentials, String listen, Path folder)
      throws IOException {
    Path log = folder.resolve("edge.log");
    Files.deleteIfExists(log);
    PeerProcess process =
        PeerProcess.start(
            "the edge",
            List.of(
                program.toAbsolutePath().toString(),
                "edge",
                "--listen",
                listen,
                "--cert",
                credentials.edge().toString(),
                "--key",
                credentials.edgeKey().toString(),
                "--device-ca",
                credentials.authority().toString(),
                "--token-file",
                credentials.token().toString(),
                "--metrics",
                "127.0.0.1:0"),
            log);
    try {
      String address = process.await("listening: ");
      process.await("ready");
      return new EdgeProcess(process, address, metrics(log));
    } catch (IOException e) {
      process.close();
      throw e;
    }
  }

  /** The edge says it before it says that it listens. */
  private static URI metrics(Path log) throws IOException {
    return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
        .filter(line -> line.startsWith(METRICS + "http"))
        .map(line -> URI.create(line.substring(METRICS.length())))
        .findFirst()
        .orElseThrow(() -> new IOException("the edge tells no figures, see " + log));
  }

  /** {@code host:port}. */
  String address() {
    return address;
  }

  /** CPU time so far. */
  double cpuSeconds() throws IOException {
    return ProcessUse.cpuSeconds(proc("stat"));
  }

  double rssMegabytes() throws IOException {
    return ProcessUse.rssMegabytes(proc("status"));
  }

  private String proc(String file) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
  }

  void collectGarbage() {
    new ProcessUse(process.pid(), true).collectGarbage();
  }

  /** One of the numbers that the edge tells of itself. */
  double metric(String name) throws IOException {
    try (InputStream in = metrics.toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith(name + " "))
          .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
          .findFirst()
          .orElseThrow(() -> new IOException("the edge does not tell " + name));
    }
  }

  /** Ends it by TERM, or by KILL, and waits for its end. */
  void end(boolean forcibly) throws IOException, InterruptedException {
    ProcessHandle handle =
        ProcessHandle.of(process.pid()).orElseThrow(() -> new IOException("the edge has ended"));
    if (forcibly) {
      handle.destroyForcibly();
    } else {
      handle.destroy();
    }
    handle.onExit().orTimeout(1, TimeUnit.MINUTES).join();
  }

  @Override
  public void close() {
    process.close();
  }
}

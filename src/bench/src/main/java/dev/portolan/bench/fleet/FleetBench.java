package dev.portolan.bench.fleet;

import dev.portolan.transport.endpoint.Endpoint;
import dev.portolan.transport.tls.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeoutException;

/**
 * Connects many devices to an edge, and prints what they cost it and how long they take to be back
 * when it is restarted.
 */
public final class FleetBench {
  private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"}";
  private static final String BUFFERS = "portolan_buffer_memory_bytes";

  private final FleetOptions options;
  private final FleetCredentials credentials;
  private final Path folder;

  private FleetBench(FleetOptions options, FleetCredentials credentials, Path folder) {
    this.options = options;
    this.credentials = credentials;
    this.folder = folder;
  }

  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(FleetOptions.USAGE);
      return;
    }
    FleetOptions options;
    try {
      options = FleetOptions.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(FleetOptions.USAGE);
      System.exit(2);
      return;
    }
    if (!Files.isExecutable(options.program())) {
      System.err.println(
          options.program() + " is missing: build it by mvn -pl app -am package -DskipTests");
      System.exit(2);
    }
    Path folder = Files.createDirectories(options.out()).toAbsolutePath();
    new FleetBench(options, FleetCredentials.create(folder, options.devices()), folder).run();
    System.exit(0);
  }

  private void run() throws Exception {
    EdgeProcess edge = EdgeProcess.start(options.program(), credentials, "127.0.0.1:0", folder);
    try {
      String address = edge.address();
      Fleet fleet =
          new Fleet(
              Endpoint.parseUrl("https://" + address + "/"),
              Trust.Authorities.ofPem(credentials.authority()),
              credentials.devices());
      Use before = use(edge);
      fleet.start();
      say("%d devices are connected; CPU of the edge %.1f s", options.devices(), edge.cpuSeconds());
      fleet.failures().forEach((why, count) -> say("  %d times: %s", count, why));
      idle(edge, before);
      for (int i = 0; i < options.restarts(); i++) {
        edge = restart(edge, address, fleet, false);
        edge = restart(edge, address, fleet, true);
      }
      idle(edge, before);
    } finally {
      edge.close();
    }
  }

  private EdgeProcess restart(EdgeProcess edge, String address, Fleet fleet, boolean forcibly)
      throws IOException, InterruptedException, TimeoutException {
    edge.end(forcibly);
    fleet.awaitLoss();
    EdgeProcess next = EdgeProcess.start(options.program(), credentials, address, folder);
    try {
      List<Double> seconds = fleet.awaitAll(System.nanoTime());
      tell("the edge is restarted, ended by " + (forcibly ? "KILL" : "TERM"), seconds, fleet, next);
      return next;
    } catch (TimeoutException | InterruptedException e) {
      next.close();
      throw e;
    }
  }

  /** What an edge uses, in MB: in memory, and after a garbage collection in use. */
  private record Use(double rss, double heap, double buffers) {}

  private static Use use(EdgeProcess edge) throws IOException {
    double rss = edge.rssMegabytes();
    edge.collectGarbage();
    return new Use(rss, edge.metric(HEAP) / 1e6, edge.metric(BUFFERS) / 1e6);
  }

  private void idle(EdgeProcess edge, Use before) throws IOException, InterruptedException {
    Thread.sleep(options.idle());
    double cpu = edge.cpuSeconds();
    Thread.sleep(options.idle());
    double used = edge.cpuSeconds() - cpu;
    Use now = use(edge);
    say("idle: %.2f %% of a core", 100 * used / options.idle().toSeconds());
    say(
        "memory, MB: %.0f resident (%.0f without devices), %.1f heap (%.1f), %.1f buffers (%.1f)",
        now.rss(), before.rss(), now.heap(), before.heap(), now.buffers(), before.buffers());
    double devices = options.devices();
    say(
        "for each device, KB: %.1f resident, %.1f heap, %.1f buffers",
        (now.rss() - before.rss()) * 1e3 / devices,
        (now.heap() - before.heap()) * 1e3 / devices,
        (now.buffers() - before.buffers()) * 1e3 / devices);
  }

  private void tell(String what, List<Double> seconds, Fleet fleet, EdgeProcess edge)
      throws IOException {
    say(
        "%s: half are connected after %.2f s, 99 of 100 after %.2f s, all after %.2f s; CPU of the"
            + " edge %.1f s",
        what,
        seconds.get(seconds.size() / 2),
        seconds.get(seconds.size() * 99 / 100),
        seconds.getLast(),
        edge.cpuSeconds());
    fleet.failures().forEach((why, count) -> say("  %d times: %s", count, why));
  }

  private static void say(String form, Object... values) {
    System.out.printf(Locale.ROOT, form + "%n", values);
  }
}

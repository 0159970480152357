package dev.portolan.bench;

import dev.portolan.bench.load.TargetService;
import dev.portolan.bench.load.Window;
import dev.portolan.bench.peer.ChainPeer;
import dev.portolan.bench.peer.DirectPeer;
import dev.portolan.bench.peer.Peer;
import dev.portolan.bench.peer.Program;
import dev.portolan.bench.peer.RunningPeer;
import dev.portolan.bench.peer.SshPeer;
import dev.portolan.bench.peer.Task;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The main class. Measures the chosen rows with the chosen peers, in turn within each round. */
public final class Bench {
  /**
   * The warm-up is split into several runs: code compiled before the first end of a run is
   * deoptimised there, which must not happen within a measurement.
   */
  private static final int WARM_UP_RUNS = 4;

  private final Options options;
  private final List<Peer> peers;
  private final Results results = new Results();

  private Bench(Options options, List<Peer> peers) {
    this.options = options;
    this.peers = peers;
  }

  /** Prints progress on standard error and the tables on standard output. */
  public static void main(String[] arguments) throws Exception {
    List<String> words = List.of(arguments);
    if (words.contains("--help")) {
      System.out.print(Options.usage());
      return;
    }
    Options options;
    try {
      options = Options.parse(words);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.print(Options.usage());
      System.exit(2);
      return;
    }
    Files.createDirectories(options.out());
    new Bench(options, peers(options)).run();
    System.exit(0);
  }

  private static List<Peer> peers(Options options) throws IOException, InterruptedException {
    Path out = options.out().toAbsolutePath();
    String given = System.getProperty("portolan.peer", "");
    Program go =
        given.isEmpty()
            ? Program.go(Path.of("src", "interop"), out)
            : Program.file(Path.of(given).toAbsolutePath());
    Program engine = Program.engine(options.jvm());
    List<Peer> peers = new ArrayList<>();
    peers.add(new ChainPeer("go", go, go, go, out));
    peers.add(new ChainPeer("D", engine, go, go, out));
    peers.add(new ChainPeer("A", engine, engine, engine, out));
    Path before = options.before();
    if (before != null) {
      Program earlier = Program.engineOf(before.toAbsolutePath(), options.jvm());
      peers.add(new ChainPeer("D0", earlier, go, go, out));
      peers.add(new ChainPeer("A0", earlier, earlier, earlier, out));
    }
    peers.add(new SshPeer(out));
    peers.add(new DirectPeer());
    peers.removeIf(peer -> !options.wantsPeer(peer.name()));
    return peers;
  }

  private void run() throws Exception {
    List<Row> rows = Row.all().stream().filter(options::wants).toList();
    Report report = new Report(rows, peers.stream().map(Peer::name).toList(), results);
    for (Row row : rows) {
      try (TargetService service = TargetService.start()) {
        run(row, service);
      }
      Files.writeString(options.out().resolve("results.json"), report.json());
      Files.writeString(options.out().resolve("results.md"), report.markdown());
    }
    System.out.print(report.markdown());
  }

  private void run(Row row, TargetService service) throws Exception {
    Task task =
        new Task(
            row.udp() ? service.udpAddress() : service.tcpAddress(), row.udp(), row.delayMillis());
    List<Peer> fit = new ArrayList<>();
    for (Peer peer : peers) {
      String why = peer.unfit(task);
      if (why.isEmpty()) {
        fit.add(peer);
      } else {
        System.err.println(row.id() + ": without " + peer.name() + ", which " + why);
      }
    }
    if (row.fresh()) {
      runFresh(row, service, task, fit);
    } else {
      runInterleaved(row, service, task, fit);
    }
  }

  private void runFresh(Row row, TargetService service, Task task, List<Peer> fit)
      throws Exception {
    for (int round = 0; round < options.rounds(); round++) {
      for (Peer peer : fit) {
        try (RunningPeer running = peer.start(task)) {
          measure(row, service, peer.name(), running, round);
        }
      }
    }
  }

  /** All peers stay running while one of them is measured, since idle processes need no CPU. */
  private void runInterleaved(Row row, TargetService service, Task task, List<Peer> fit)
      throws Exception {
    Map<String, RunningPeer> running = new LinkedHashMap<>();
    try {
      for (Peer peer : fit) {
        RunningPeer started = peer.start(task);
        running.put(peer.name(), started);
        Duration part = options.warmUp(peer).dividedBy(WARM_UP_RUNS);
        for (int run = 0; run < WARM_UP_RUNS; run++) {
          row.work().run(started.address(), service, new Window(part, started));
        }
      }
      List<String> order = new ArrayList<>(running.keySet());
      for (int round = 0; round < options.rounds(); round++) {
        for (String name : order) {
          RunningPeer peer = running.get(name);
          if (peer != null) {
            measure(row, service, name, peer, round);
          }
        }
        order.addLast(order.removeFirst()); // Nobody is always the one behind the same other.
      }
    } finally {
      for (RunningPeer peer : running.values()) {
        peer.close();
      }
    }
  }

  private void measure(Row row, TargetService service, String name, RunningPeer running, int round)
      throws Exception {
    Map<String, Double> values =
        row.work().run(running.address(), service, new Window(options.window(), running));
    results.add(row.id(), name, round, values);
    System.err.println(row.id() + " " + name + " " + shown(values));
  }

  private static String shown(Map<String, Double> values) {
    StringBuilder out = new StringBuilder();
    values.forEach(
        (metric, value) ->
            out.append(Report.number(value)).append(' ').append(metric).append("; "));
    return out.toString();
  }
}

package dev.portolan.bench;

import dev.portolan.bench.peer.Peer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command-line options.
 *
 * @param rows ids of the rows; empty for all
 * @param peers names of the peers; empty for all
 * @param rounds measurements of each peer in each row
 * @param window length of one measurement
 * @param warmUp work before the first measurement
 * @param out folder for results, keys and logs
 * @param jvm options of our engine's JVMs
 * @param before another checkout of this project with built benchmarks, for the peers {@code D0}
 *     and {@code A0}; null without them
 */
record Options(
    List<String> rows,
    List<String> peers,
    int rounds,
    Duration window,
    Duration warmUp,
    Path out,
    List<String> jvm,
    @Nullable Path before) {
  static final String USAGE =
      """
      usage: src/bench/run [option]…
        --rows ID,ID…      only these rows: %s
        --peers NAME,…     only these peers: go, D (our client on Go's edge and device), A (all ours),
                           ssh, raw
        --quick            3 rounds of 1 s after 3 s of warm-up, for a first look
        --rounds N         measurements of each peer (5)
        --window SECONDS   length of each (3)
        --warm-up SECONDS  work before the first (60); peers that are no JVMs get 5 at most
        --before FOLDER    also D0 and A0: D and A with the engine of another checkout of this project,
                           in which src/bench/run has been called before
        --jvm "OPTION…"    options of our engine's JVMs (%s)
        --out FOLDER       results, logs and throw-away keys (src/bench/target/results)
      """;

  /** The JVM options of the installed program that affect the engine. */
  private static final List<String> JVM =
      List.of(
          "-XX:+UseSerialGC",
          "-Xms24m",
          "-Xmn12m",
          "-XX:MinHeapFreeRatio=10",
          "-XX:MaxHeapFreeRatio=30",
          "-XX:-ShrinkHeapInSteps",
          "-XX:TrimNativeHeapInterval=1000",
          "-Dio.netty.leakDetection.level=disabled");

  /** The warm-up of programs compiled ahead of time. */
  private static final Duration SHORT_WARM_UP = Duration.ofSeconds(5);

  static Options defaults() {
    return new Options(
        List.of(),
        List.of(),
        5,
        Duration.ofSeconds(3),
        Duration.ofSeconds(60),
        Path.of("src", "bench", "target", "results"),
        JVM,
        null);
  }

  static String usage() {
    return USAGE.formatted(
        String.join(", ", Row.all().stream().map(Row::id).toList()), String.join(" ", JVM));
  }

  /**
   * Parses a command line.
   *
   * @throws IllegalArgumentException with a sentence for the user
   */
  static Options parse(List<String> arguments) {
    Options options = defaults();
    List<String> left = new ArrayList<>(arguments);
    while (!left.isEmpty()) {
      String name = left.removeFirst();
      if (name.equals("--quick")) {
        options = options.timed(3, Duration.ofSeconds(1), Duration.ofSeconds(3));
        continue;
      }
      if (left.isEmpty()) {
        throw new IllegalArgumentException(name + " needs a value, or is not known");
      }
      options = options.with(name, left.removeFirst());
    }
    return options;
  }

  private Options with(String name, String value) {
    return switch (name) {
      case "--rows" ->
          new Options(
              OptionValues.known(value, Row.all().stream().map(Row::id).toList()),
              peers,
              rounds,
              window,
              warmUp,
              out,
              jvm,
              before);
      case "--peers" ->
          new Options(
              rows,
              OptionValues.known(value, List.of("go", "D", "A", "D0", "A0", "ssh", "raw")),
              rounds,
              window,
              warmUp,
              out,
              jvm,
              before);
      case "--rounds" -> timed(OptionValues.number(name, value), window, warmUp);
      case "--window" -> timed(rounds, seconds(value), warmUp);
      case "--warm-up" -> timed(rounds, window, seconds(value));
      case "--jvm" ->
          new Options(
              rows, peers, rounds, window, warmUp, out, List.of(value.split(" ", -1)), before);
      case "--out" -> new Options(rows, peers, rounds, window, warmUp, Path.of(value), jvm, before);
      case "--before" -> new Options(rows, peers, rounds, window, warmUp, out, jvm, Path.of(value));
      default -> throw new IllegalArgumentException(name + " is not an option");
    };
  }

  private Options timed(int newRounds, Duration newWindow, Duration newWarmUp) {
    if (newRounds < 1 || newWindow.isZero() || newWindow.isNegative() || newWarmUp.isNegative()) {
      throw new IllegalArgumentException("rounds and window must be positive");
    }
    return new Options(rows, peers, newRounds, newWindow, newWarmUp, out, jvm, before);
  }

  private static Duration seconds(String value) {
    return Duration.ofMillis(Math.round(Double.parseDouble(value) * 1_000));
  }

  /** The length of a peer's warm-up. */
  Duration warmUp(Peer peer) {
    return peer.warmsUp() || warmUp.compareTo(SHORT_WARM_UP) < 0 ? warmUp : SHORT_WARM_UP;
  }

  boolean wants(Row row) {
    return rows.isEmpty() || rows.contains(row.id());
  }

  boolean wantsPeer(String name) {
    return peers.isEmpty() || peers.contains(name);
  }
}

package dev.portolan.bench;

import static dev.portolan.bench.load.Metric.CLIENT_CPU_BYTES;
import static dev.portolan.bench.load.Metric.CLIENT_CPU_EACH;
import static dev.portolan.bench.load.Metric.CLIENT_RSS;
import static dev.portolan.bench.load.Metric.CLIENT_RSS_GROWTH;
import static dev.portolan.bench.load.Metric.LOSS;
import static dev.portolan.bench.load.Metric.P50;
import static dev.portolan.bench.load.Metric.P99;
import static dev.portolan.bench.load.Metric.PER_SECOND;
import static dev.portolan.bench.load.Metric.RATE;

import java.util.ArrayList;
import java.util.List;

/**
 * A target of a peer in a row.
 *
 * @param row id of the row
 * @param peer the peer's name
 * @param metric the metric
 * @param baseline the peer to compare with; empty for an absolute value
 * @param most whether less is better
 * @param must the limit that must be reached
 * @param goal the limit that should be reached
 */
record Target(
    String row,
    String peer,
    String metric,
    String baseline,
    boolean most,
    double must,
    double goal) {

  /** How a value compares with a target. */
  enum Mark {
    GOAL("goal"),
    MUST("must"),
    MISSED("missed"),
    UNKNOWN("–");

    private final String word;

    Mark(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  double value(Results results) {
    return baseline.isEmpty()
        ? results.median(row, peer, metric)
        : results.ratio(row, peer, baseline, metric);
  }

  Mark mark(double value) {
    if (Double.isNaN(value)) {
      return Mark.UNKNOWN;
    }
    if (reaches(value, goal)) {
      return Mark.GOAL;
    }
    return reaches(value, must) ? Mark.MUST : Mark.MISSED;
  }

  private boolean reaches(double value, double limit) {
    return most ? value <= limit : value >= limit;
  }

  static List<Target> all() {
    List<Target> all = new ArrayList<>();
    for (String direction : List.of("up", "down")) {
      for (int streams : List.of(1, 8)) {
        String row = "bulk-" + streams + "-" + direction;
        all.add(most(row, "D", CLIENT_CPU_BYTES, "go", 0.8, 0.5));
        all.add(least(row, "D", RATE, "go", 1.1, 1.25));
        all.add(
            streams == 1
                ? least(row, "A", RATE, "go", 1.3, 2.5)
                : least(row, "A", RATE, "go", 1.1, 1.7));
      }
      all.add(least("bulk-1-" + direction, "A", RATE, "ssh", 0, 0.8));
    }
    all.add(most("ping", "D", P50, "go", 0.95, 0.85));
    all.add(most("ping", "D", P99, "go", 1, 1));
    all.add(most("ping", "D", CLIENT_CPU_EACH, "go", 0.9, 0.6));
    all.add(most("ping", "A", P50, "go", 0.9, 0.65));
    all.add(most("ping", "A", P99, "go", 1, 1));
    for (String metric : List.of(P50, P99)) {
      all.add(most("mixed", "D", metric, "go", 0.9, 0.75));
      all.add(most("mixed", "A", metric, "go", 0.7, 0.5));
    }
    all.add(least("mixed", "D", RATE, "go", 1, 1));
    all.add(least("mixed", "A", RATE, "go", 1, 1));
    for (String row : List.of("connect-1", "connect-64")) {
      all.add(least(row, "D", PER_SECOND, "go", 1.1, 1.3));
      all.add(least(row, "A", PER_SECOND, "go", 1.3, 1.8));
    }
    all.add(least("udp", "D", PER_SECOND, "go", 1.2, 1.3));
    all.add(most("udp", "D", P50, "go", 0.9, 0.75));
    all.add(least("udp", "A", PER_SECOND, "go", 1.5, 2));
    all.add(most("udp", "A", P50, "go", 0.9, 0.75));
    all.add(most("udp-10k", "A", LOSS, "", 0, 0));
    all.add(most("udp-40k", "A", LOSS, "go", Double.POSITIVE_INFINITY, 0.99));
    all.add(most("idle", "D", CLIENT_RSS_GROWTH, "go", 0.5, 0.3));
    all.add(most("idle", "D", CLIENT_RSS, "", Double.POSITIVE_INFINITY, 128));
    all.add(least("far-down", "D", RATE, "go", 20, 30));
    all.add(least("far-down", "D", RATE, "ssh", 0, 1));
    all.add(most("far-connect", "D", P50, "go", 0.55, 0.52));
    return all;
  }

  private static Target most(
      String row, String peer, String metric, String baseline, double must, double goal) {
    return new Target(row, peer, metric, baseline, true, must, goal);
  }

  private static Target least(
      String row, String peer, String metric, String baseline, double must, double goal) {
    return new Target(row, peer, metric, baseline, false, must, goal);
  }
}

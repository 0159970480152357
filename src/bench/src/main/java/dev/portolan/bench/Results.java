package dev.portolan.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** All measured values by row, peer, metric and round. */
public final class Results {
  /** A cell of the table, which has one value per round. */
  record Key(String row, String peer, String metric) {}

  private final Map<Key, Map<Integer, Double>> values = new LinkedHashMap<>();

  /** Adds what was measured of a peer in one round, by metric. */
  public void add(String row, String peer, int round, Map<String, Double> measured) {
    measured.forEach(
        (metric, value) -> {
          if (!Double.isNaN(value)) {
            values
                .computeIfAbsent(new Key(row, peer, metric), key -> new LinkedHashMap<>())
                .put(round, value);
          }
        });
  }

  Map<Key, Map<Integer, Double>> values() {
    return values;
  }

  /** The metrics of a row in the order in which they were measured. */
  Set<String> metrics(String row) {
    Set<String> metrics = new LinkedHashSet<>();
    for (Key key : values.keySet()) {
      if (key.row().equals(row)) {
        metrics.add(key.metric());
      }
    }
    return metrics;
  }

  /** The median over the rounds, NaN if there are none. */
  public double median(String row, String peer, String metric) {
    return median(List.copyOf(rounds(row, peer, metric).values()));
  }

  /**
   * The median of the per-round ratios of two peers. The speed of a machine drifts, so only
   * measurements close in time are comparable.
   */
  public double ratio(String row, String peer, String baseline, String metric) {
    Map<Integer, Double> theirs = rounds(row, baseline, metric);
    List<Double> ratios = new ArrayList<>();
    rounds(row, peer, metric)
        .forEach(
            (round, value) -> {
              Double other = theirs.get(round);
              if (other != null) {
                ratios.add(value.equals(other) ? 1.0 : value / other);
              }
            });
    return median(ratios);
  }

  private Map<Integer, Double> rounds(String row, String peer, String metric) {
    return values.getOrDefault(new Key(row, peer, metric), Map.of());
  }

  /** The median, NaN if there are no values. */
  public static double median(List<Double> all) {
    if (all.isEmpty()) {
      return Double.NaN;
    }
    List<Double> sorted = all.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}

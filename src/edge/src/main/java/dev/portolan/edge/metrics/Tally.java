package dev.portolan.edge.metrics;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/**
 * A number of {@link MetricsText} that is counted where things happen, in parts by its labels. For
 * any thread; counting does not wait.
 */
public final class Tally {
  private final String name;
  private final String help;
  private final List<String> labels;
  private final Map<List<String>, LongAdder> parts = new ConcurrentHashMap<>();

  /**
   * A number without parts, unless there are labels.
   *
   * @param name as Prometheus knows it; that of a number that only grows ends with {@code _total}
   * @param help what it counts, in a few words
   */
  public Tally(String name, String help, String... labels) {
    this.name = name;
    this.help = help;
    this.labels = List.of(labels);
    if (labels.length == 0) {
      of();
    }
  }

  /**
   * The part with these labels, to be counted by the caller.
   *
   * @param values one for each label, in their order. Each is kept for good, so they come from
   *     constants of the program and never from a peer
   */
  public LongAdder of(String... values) {
    if (values.length != labels.size()) {
      throw new IllegalArgumentException(name + " has the labels " + labels);
    }
    return parts.computeIfAbsent(List.of(values), part -> new LongAdder());
  }

  /** Counts one more of the part with these labels. */
  public void count(String... values) {
    of(values).increment();
  }

  String name() {
    return name;
  }

  String help() {
    return help;
  }

  List<String> labels() {
    return labels;
  }

  /** The present numbers by the values of the labels. */
  Map<List<String>, Long> sums() {
    return parts.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, part -> part.getValue().sum()));
  }
}

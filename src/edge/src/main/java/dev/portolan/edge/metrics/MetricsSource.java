package dev.portolan.edge.metrics;

/** Something that has figures for an administrator. */
@FunctionalInterface
public interface MetricsSource {

  /** Writes its present figures; on any thread but event loops, several at once. May block. */
  void describe(MetricsText text);
}

package dev.portolan.app.model;

/** Where an edge runs. */
public enum EdgeKind {
  /** Somewhere, reached by its URL. */
  REMOTE,
  /** Inside this process, to try things out. */
  LAB
}

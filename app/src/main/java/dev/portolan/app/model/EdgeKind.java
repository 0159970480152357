package dev.portolan.app.model;

/** Where an edge runs. */
public enum EdgeKind {
  /** A remote edge, reached by its URL. */
  REMOTE,
  /** The lab inside this process, for trying things out. */
  LAB
}

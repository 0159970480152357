package dev.portolan.bench.engine;

/** The number of event loops of each role. */
final class Threads {
  /** For a client or device, which has a single session on one loop. */
  static final int ONE_SESSION = 1;

  /** For an edge, which has several sessions. */
  static final int EDGE = Integer.getInteger("edge.threads", 1);

  private Threads() {}
}

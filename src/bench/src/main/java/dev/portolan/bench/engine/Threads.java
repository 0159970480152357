package dev.portolan.bench.engine;

/** How many event loops each role runs. */
final class Threads {
  /** A client and a device have one session each, and everything of a session is on one loop. */
  static final int ONE_SESSION = 1;

  /** An edge has many sessions. */
  static final int EDGE = Integer.getInteger("edge.threads", 1);

  private Threads() {}
}

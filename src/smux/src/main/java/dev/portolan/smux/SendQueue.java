package dev.portolan.smux;

/** The queue in which a stream waits to be served. */
enum SendQueue {
  /** None: it has nothing to send, or no window for it. */
  NONE,
  /** It had nothing to send for at least a round, so it is served before the active streams. */
  NEWLY_ACTIVE,
  /** It takes part in the round-robin. */
  ACTIVE
}

package dev.portolan.smux;

/** Where a stream waits for its turn to send. */
enum SendQueue {
  /** Nowhere: it has nothing to send, or may not send it yet. */
  NONE,
  /** It had nothing to send for at least a round: it is served before the active streams. */
  NEWLY_ACTIVE,
  /** It has been served, and takes its turn with the others that have been. */
  ACTIVE
}

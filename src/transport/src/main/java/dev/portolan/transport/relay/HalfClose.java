package dev.portolan.transport.relay;

/** What the end of one direction means for the other. */
public enum HalfClose {
  /** The end is passed on and the other direction goes on: both ends know half-close. */
  FORWARD,
  /**
   * The far end takes an end for the end of everything. So the near end's is held back until the
   * far end is done, or has been silent for a while: 5 seconds, or a quarter of one if it spoke
   * last. The far end's closes both.
   */
  HOLD,
  /** The first end closes both, once what was read before it has been passed on. */
  CLOSE
}

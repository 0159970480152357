package dev.portolan.smux;

/** The flow-control window for sending on one stream. Counters are modulo 2^32, as on the wire. */
final class SendWindow {
  /** The window of every peer before its first update, fixed by the protocol. */
  static final int INITIAL_BYTES = 262_144;

  /**
   * Bytes that a peer may have read without acknowledging them: the reference, by default,
   * acknowledges every 64 KiB.
   */
  static final int UNACKNOWLEDGED_BYTES = 64 * 1024;

  private int written;
  private int peerConsumed;
  private int peerWindow = INITIAL_BYTES;

  /** Bytes that may be sent now, never negative. */
  int available() {
    return Math.max(0, peerWindow - inFlight());
  }

  /** Bytes sent but not reported as consumed. */
  int inFlight() {
    return written - peerConsumed;
  }

  /** Bytes in flight that the peer is known to hold unread. */
  int stalled() {
    return Math.max(0, inFlight() - UNACKNOWLEDGED_BYTES);
  }

  void sent(int bytes) {
    written += bytes;
  }

  /**
   * Applies a window update. One older than the last is ignored; a peer's threads may reorder them.
   *
   * @throws SmuxException if the peer claims to have consumed more than was sent
   */
  void update(int consumed, int window) throws SmuxException {
    if (written - consumed < 0) {
      throw new SmuxException("The peer consumed more bytes than it was sent.");
    }
    if (consumed - peerConsumed >= 0) {
      peerConsumed = consumed;
      peerWindow = window < 0 ? Integer.MAX_VALUE : window;
    }
  }
}

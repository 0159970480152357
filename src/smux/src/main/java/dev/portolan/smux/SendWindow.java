package dev.portolan.smux;

/** How much one stream may send: plain counters in arithmetic modulo 2^32, as on the wire. */
final class SendWindow {
  /** What every peer grants before its first update, whatever its settings. */
  static final int INITIAL_BYTES = 262_144;

  /**
   * Bytes that a peer may hold without having acknowledged them although it does read: with its
   * usual settings the reference acknowledges only every 64 KiB.
   */
  static final int UNACKNOWLEDGED_BYTES = 64 * 1024;

  private int written;
  private int peerConsumed;
  private int peerWindow = INITIAL_BYTES;

  /** Bytes that the peer's window has room for, 0 or more. */
  int available() {
    return Math.max(0, peerWindow - inFlight());
  }

  /** Bytes sent that the peer has not reported as consumed. */
  int inFlight() {
    return written - peerConsumed;
  }

  /** Bytes in flight of which we know that they wait in the peer and are not read. */
  int stalled() {
    return Math.max(0, inFlight() - UNACKNOWLEDGED_BYTES);
  }

  void sent(int bytes) {
    written += bytes;
  }

  /**
   * Takes the peer's report. One that is older than the last (two of its threads may overtake each
   * other) changes nothing.
   *
   * @throws SmuxException if the peer says that it consumed more than was sent
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

package dev.portolan.smux;

/**
 * Limits the bytes that the peer holds unread, over all streams. The reference has one receive
 * buffer for all streams: if unread data filled it, every stream would block (head-of-line
 * blocking).
 */
final class StallCap {
  private final long cap;
  private long stalled;

  StallCap(long cap) {
    this.cap = cap;
  }

  /** Bytes that a stream may add to those it has in flight. */
  int room(int inFlight) {
    long room =
        Math.max(0, SendWindow.UNACKNOWLEDGED_BYTES - inFlight) + Math.max(0, cap - stalled);
    return (int) Math.min(Integer.MAX_VALUE, room);
  }

  /** Records that one stream's stalled bytes changed from {@code before} to {@code after}. */
  void change(int before, int after) {
    stalled += after - before;
  }
}

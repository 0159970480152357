package dev.portolan.smux;

/**
 * The bytes of all streams that wait unread in the peer. A peer whose one buffer serves all its
 * streams stops altogether when that buffer is full of them; the cap keeps us from filling it.
 */
final class StallCap {
  private final long cap;
  private long stalled;

  StallCap(long cap) {
    this.cap = cap;
  }

  /** How many bytes a stream with so much in flight may add. */
  int room(int inFlight) {
    long room =
        Math.max(0, SendWindow.UNACKNOWLEDGED_BYTES - inFlight) + Math.max(0, cap - stalled);
    return (int) Math.min(Integer.MAX_VALUE, room);
  }

  /** Notes that one stream's stalled bytes went from {@code before} to {@code after}. */
  void change(int before, int after) {
    stalled += after - before;
  }
}

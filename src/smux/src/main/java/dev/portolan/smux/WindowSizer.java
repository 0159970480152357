package dev.portolan.smux;

/**
 * Finds the receive window with which one stream fills its line: twice the bytes that its reader
 * takes within one round trip. A window update makes its own echo, the first byte that the peer
 * could not have sent before it got the update.
 */
final class WindowSizer {
  private final RoundTrip roundTrip;
  private final int largest;
  private int target;
  private boolean probing;
  private int probeEdge;
  private long probeSentAt;
  private boolean measuring;
  private long measuredFrom;
  private int consumedThen;

  WindowSizer(RoundTrip roundTrip, int first, int largest) {
    this.roundTrip = roundTrip;
    this.target = first;
    this.largest = largest;
  }

  /** Whether the next bytes may be the echo of an update, so that {@link #received} must know. */
  boolean isProbing() {
    return probing;
  }

  /** Tells how much the stream received in total by now. */
  void received(int total, long now) {
    if (probing && total - probeEdge > 0) {
      probing = false;
      roundTrip.sample(now - probeSentAt, now);
    }
  }

  /**
   * The window to announce now.
   *
   * @param consumed how much the stream's reader took in total
   * @param edge up to where the peer was allowed to send before this update
   */
  int next(int consumed, int edge, long now) {
    if (!measuring) {
      measuring = true;
      startMeasuring(consumed, now);
    } else if (now - measuredFrom >= roundTrip.nanos()) {
      double rounds = (double) (now - measuredFrom) / roundTrip.nanos();
      double perRound = (consumed - consumedThen) / rounds;
      target = (int) Math.min(largest, Math.max(target, 2 * perRound));
      startMeasuring(consumed, now);
    }
    if (!probing) {
      probing = true;
      probeEdge = edge;
      probeSentAt = now;
    }
    return target;
  }

  private void startMeasuring(int consumed, long now) {
    measuredFrom = now;
    consumedThen = consumed;
  }
}

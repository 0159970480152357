package dev.portolan.smux;

/**
 * The flow-control window for receiving on one stream. Counters are modulo 2^32, as on the wire.
 */
final class ReceiveWindow {
  /** Tolerated excess: several writers of a peer may check the window at the same time. */
  private static final int OVERSHOOT_BYTES = 64 * 1024;

  private final int initial;
  private final int maxUnreported;
  private int received;
  private int consumed;
  private int announced;
  private int window;
  private int renewal;
  private int limit = SendWindow.INITIAL_BYTES;

  ReceiveWindow(SmuxConfig config) {
    initial = config.streamWindowBytes();
    window = initial;
    boolean capped = config.lowLatencyWindowBytes() == initial;
    maxUnreported =
        Math.max(SendWindow.UNACKNOWLEDGED_BYTES, capped ? 0 : config.lowLatencyWindowBytes() / 2);
    renewal = Math.min(window / 2, maxUnreported);
  }

  /** Counts received bytes. Returns false if they exceed the window beyond tolerance. */
  boolean receive(int bytes) {
    received += bytes;
    return received - announced <= 2L * (limit - announced) + OVERSHOOT_BYTES;
  }

  /**
   * Counts bytes delivered to the reader. Returns true if a window update is due: when half the
   * window was consumed, or half of the low-latency window, or as much as a peer leaves
   * unacknowledged on every stream. A peer that caps its bytes in flight waits for that update even
   * while the window is open. A stream that receives less causes no updates.
   *
   * <p>At high latency the threshold is a quarter of the window. With half, a frame that does not
   * fit the rest of the window delays every second update: the peer then idles for a round trip per
   * half window, and the window still looks large enough, because it is twice what arrives per
   * round trip.
   *
   * <p>A window that was shrunk in favour of interactive streams is used up completely before it is
   * updated. This leaves moments with none of this stream's bytes in flight. At equal throughput,
   * others wait less than with a smaller window that is updated at its half.
   */
  boolean consume(int bytes) {
    consumed += bytes;
    return consumed - announced >= renewal;
  }

  /**
   * Records an update with a new window.
   *
   * @param highLatency whether the round trip is long, see {@link RoundTrip#isHighLatency}
   */
  void announce(int newWindow, boolean highLatency) {
    window = newWindow;
    int part = highLatency ? window / 4 : window / 2;
    renewal = Math.min(window < initial ? window : part, maxUnreported);
    renew();
  }

  /** Records an update with the same window. */
  void renew() {
    announced = consumed;
    // A smaller window does not revoke what the peer was granted before.
    if (consumed + window - limit > 0) {
      limit = consumed + window;
    }
  }

  int received() {
    return received;
  }

  int consumed() {
    return consumed;
  }

  /** The window announced last, or the initial one. */
  int window() {
    return window;
  }

  /** The highest offset up to which the peer was ever allowed to send (the window's right edge). */
  int limit() {
    return limit;
  }
}

package dev.portolan.smux;

/**
 * How much the peer may send on one stream, and how much it sent: plain counters in arithmetic
 * modulo 2^32, as on the wire.
 */
final class ReceiveWindow {
  /** Allowance for a peer with several writers on one stream, each of which checks for itself. */
  private static final int OVERSHOOT_BYTES = 64 * 1024;

  private final int first;
  private final int mostUnreported;
  private int received;
  private int consumed;
  private int announced;
  private int window;
  private int renewal;
  private int edge = SendWindow.INITIAL_BYTES;

  ReceiveWindow(SmuxConfig config) {
    first = config.streamWindowBytes();
    window = first;
    boolean capped = config.quickWindowBytes() == first;
    mostUnreported =
        Math.max(SendWindow.UNACKNOWLEDGED_BYTES, capped ? 0 : config.quickWindowBytes() / 2);
    renewal = Math.min(window / 2, mostUnreported);
  }

  /** Counts bytes that arrived; false if no honest peer could have sent so many. */
  boolean receive(int bytes) {
    received += bytes;
    return received - announced <= 2L * (edge - announced) + OVERSHOOT_BYTES;
  }

  /**
   * Counts bytes that were delivered; true if the peer should be told: each time half the window
   * was consumed, or half of what a quick line is granted, or as much as a peer sends
   * unacknowledged on every stream. A peer that caps what may lie unread in us waits for that even
   * if the window is open. A stream that brings less costs no update at all.
   *
   * <p>On a long line it is a quarter of the window. With the half, one frame that does not fit it
   * costs every second update: the peer then waits for a whole round trip after each half window,
   * and the window looks large enough, because twice what comes in a round trip is no more.
   *
   * <p>A window that was cut for the sake of others is used up before the peer is told, so that
   * there are moments when nothing of this stream is under way. For the same bytes a second, others
   * wait less so than with a smaller window that is renewed at its half.
   */
  boolean consume(int bytes) {
    consumed += bytes;
    return consumed - announced >= renewal;
  }

  /**
   * Notes that the peer is being told of all that was consumed, and of a window from there.
   *
   * @param longLine whether a round trip takes long against what comes meanwhile
   */
  void announce(int newWindow, boolean longLine) {
    window = newWindow;
    int part = longLine ? window / 4 : window / 2;
    renewal = Math.min(window < first ? window : part, mostUnreported);
    renew();
  }

  /** Notes that the peer is being told of all that was consumed, and of the same window. */
  void renew() {
    announced = consumed;
    // A window that shrinks takes nothing back that the peer was granted before.
    if (consumed + window - edge > 0) {
      edge = consumed + window;
    }
  }

  int received() {
    return received;
  }

  int consumed() {
    return consumed;
  }

  /** The window announced last, or the one to announce first. */
  int window() {
    return window;
  }

  /** The count of received bytes up to which the peer was ever allowed to send. */
  int edge() {
    return edge;
  }
}

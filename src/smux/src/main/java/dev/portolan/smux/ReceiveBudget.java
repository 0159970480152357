package dev.portolan.smux;

/**
 * The limit on received bytes that a session buffers for slow readers. The fuller it is, the
 * smaller are the windows that are announced.
 */
final class ReceiveBudget {
  /** The smallest window announced, so that every stream makes progress. */
  static final int MIN_WINDOW_BYTES = 16 * 1024;

  /** One stream gets at most this fraction of what is left. */
  private static final int PART = 16;

  private final long total;
  private long buffered;
  private long granted;

  ReceiveBudget(long total) {
    this.total = total;
  }

  void buffer(long bytes) {
    buffered += bytes;
  }

  void release(long bytes) {
    buffered -= bytes;
  }

  boolean isExceeded() {
    return buffered > total;
  }

  /** Whether a paused connection may be read again. */
  boolean hasRoom() {
    return buffered <= total / 2;
  }

  long buffered() {
    return buffered;
  }

  /** Bytes of window granted beyond the initial window of each stream. */
  long granted() {
    return granted;
  }

  /**
   * Replaces a stream's window. Initial windows are not counted, so that many idle streams do not
   * shrink an active one's window.
   *
   * @param current the stream's present window
   * @param wanted the window it could use
   * @param room bytes left in the stream's {@link MemoryShare}
   */
  int grant(int current, int wanted, long room) {
    granted -= counted(current);
    long part = (Math.min(total - buffered, room) - granted) / PART;
    int window = (int) Math.min(wanted, Math.max(MIN_WINDOW_BYTES, part));
    granted += counted(window);
    return window;
  }

  /** Returns the window of a closed stream. */
  void giveBack(int current) {
    granted -= counted(current);
  }

  private static long counted(int window) {
    return Math.max(0, window - SendWindow.INITIAL_BYTES);
  }
}

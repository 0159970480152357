package dev.portolan.smux;

/**
 * The received bytes that a session may keep for readers who do not come: as they fill the budget,
 * every window that is announced gets smaller.
 */
final class ReceiveBudget {
  /** No window is announced below this, so that every stream still moves. */
  static final int SMALLEST_WINDOW = 16 * 1024;

  /** One stream gets at most this part of what is left. */
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

  /** Whether so little waits that a connection which was paused may be read again. */
  boolean hasRoom() {
    return buffered <= total / 2;
  }

  long buffered() {
    return buffered;
  }

  /** Bytes of windows beyond what every stream has from the start. */
  long granted() {
    return granted;
  }

  /**
   * The window that a stream gets in the place of the one it has. What every stream has from the
   * start is not counted, so that many idle streams cost a busy one nothing.
   *
   * @param current the window that the stream has now
   * @param wanted what it could make use of
   * @param room what the stream's {@link MemoryShare} has left
   */
  int grant(int current, int wanted, long room) {
    granted -= counted(current);
    long part = (Math.min(total - buffered, room) - granted) / PART;
    int window = (int) Math.min(wanted, Math.max(SMALLEST_WINDOW, part));
    granted += counted(window);
    return window;
  }

  /** Gives back the window of a stream that closes. */
  void giveBack(int current) {
    granted -= counted(current);
  }

  private static long counted(int window) {
    return Math.max(0, window - SendWindow.INITIAL_BYTES);
  }
}

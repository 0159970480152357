package dev.portolan.app.fleet;

import java.util.concurrent.atomic.AtomicLong;

/** The characters that all outputs of a run may have together. Thread-safe. */
final class OutputBudget {
  private static final long MOST = 128L << 20;
  private static final int BYTES_PER_CHAR = 2;
  private static final int SHARE_OF_HEAP = 4;

  private final AtomicLong left;

  OutputBudget(long chars) {
    left = new AtomicLong(chars);
  }

  /** A quarter of the heap, at most 128 million characters. */
  static OutputBudget ofHeap() {
    return new OutputBudget(
        Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / BYTES_PER_CHAR));
  }

  /** Takes so many characters. Returns false if there are not as many left. */
  boolean take(int chars) {
    if (left.addAndGet(-chars) >= 0) {
      return true;
    }
    left.addAndGet(chars);
    return false;
  }

  void giveBack(int chars) {
    left.addAndGet(chars);
  }
}

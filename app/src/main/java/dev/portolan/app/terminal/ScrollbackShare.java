package dev.portolan.app.terminal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A terminal's share of {@link ScrollbackMemory}. Changed under the terminal's lock, readable by
 * any thread.
 */
final class ScrollbackShare {
  private final ScrollbackMemory memory;
  private final OldestLines oldest;
  private final AtomicLong held = new AtomicLong();

  /** The oldest lines of a terminal. */
  interface OldestLines {
    /**
     * Drops lines of at least {@code bytes} in total, or all. Called on any thread; must not wait
     * for the terminal.
     *
     * @return false if none were dropped, for example because the terminal is busy
     */
    boolean drop(long bytes);
  }

  ScrollbackShare(ScrollbackMemory memory, OldestLines oldest) {
    this.memory = memory;
    this.oldest = oldest;
  }

  /** Bytes held. */
  long held() {
    return held.get();
  }

  void take(long bytes) {
    held.addAndGet(bytes);
    memory.change(bytes);
  }

  void release(long bytes) {
    take(-bytes);
  }

  /** An array of {@link RowChunk#BYTES}. */
  byte[] chunk() {
    return memory.chunk();
  }

  /** Returns an array to the pool. */
  void recycle(byte[] chunk) {
    memory.recycle(chunk);
  }

  /** Whether the terminal must drop lines at once. */
  boolean isOverdrawn() {
    return memory.isOverdrawn(held.get());
  }

  boolean dropOldest(long bytes) {
    return oldest.drop(bytes);
  }

  /** Closes the share, which must be empty. */
  void close() {
    memory.remove(this);
  }
}

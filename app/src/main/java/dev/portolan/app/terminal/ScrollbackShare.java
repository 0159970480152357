package dev.portolan.app.terminal;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of a {@link ScrollbackMemory} that one terminal holds. The terminal changes it under its
 * lock; any thread may read it.
 */
final class ScrollbackShare {
  private final ScrollbackMemory memory;
  private final OldestLines oldest;
  private final AtomicLong held = new AtomicLong();

  /** The oldest lines of a terminal. */
  interface OldestLines {
    /**
     * Drops lines that take at least {@code bytes} together, or all there are. Any thread calls;
     * must not wait for the terminal.
     *
     * @return whether any were dropped; none are where the terminal is busy
     */
    boolean drop(long bytes);
  }

  ScrollbackShare(ScrollbackMemory memory, OldestLines oldest) {
    this.memory = memory;
    this.oldest = oldest;
  }

  /** Bytes that it holds now. */
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

  /** Nothing uses this array any more. */
  void recycle(byte[] chunk) {
    memory.recycle(chunk);
  }

  /** Whether lines of this terminal must go at once. */
  boolean isOverdrawn() {
    return memory.isOverdrawn(held.get());
  }

  boolean dropOldest(long bytes) {
    return oldest.drop(bytes);
  }

  /** The terminal is closed; it has released everything. */
  void close() {
    memory.remove(this);
  }
}

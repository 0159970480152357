package dev.portolan.smux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The part of a {@link SessionMemory} that one user of it takes: a session, or all streams of a
 * person over several sessions. Beyond it, streams of this share are broken off, and nobody else's.
 *
 * <p>Safe for any thread.
 */
public final class MemoryShare {
  private final SessionMemory memory;
  private final AtomicLong held = new AtomicLong();

  MemoryShare(SessionMemory memory) {
    this.memory = memory;
  }

  /** Bytes that it holds now. */
  public long held() {
    return held.get();
  }

  void take(int bytes) {
    held.addAndGet(bytes);
    memory.change(bytes);
  }

  void release(int bytes) {
    take(-bytes);
  }

  /** Whether it holds something, and more than is free. */
  boolean isExceeded() {
    long mine = held.get();
    return mine > 0 && mine > memory.free();
  }

  /** Whether it holds so little that a connection which was paused may be read again. */
  boolean hasRoom() {
    return held.get() <= Math.max(0, memory.free()) / 2;
  }

  /** How much more it may take before it is exceeded. */
  long left() {
    return Math.max(0, memory.free() - held.get()) / 2;
  }
}

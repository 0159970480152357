package dev.portolan.smux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * One user's part of a {@link SessionMemory}: that of a session, or of all streams of a person over
 * several sessions. If it is exceeded, only streams of this share are reset.
 *
 * <p>Safe for any thread.
 */
public final class MemoryShare {
  private final SessionMemory memory;
  private final AtomicLong held = new AtomicLong();

  MemoryShare(SessionMemory memory) {
    this.memory = memory;
  }

  /** Bytes held now. */
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

  /** Whether it holds more than is free. */
  boolean isExceeded() {
    long mine = held.get();
    return mine > 0 && mine > memory.free();
  }

  /** Whether a paused connection may be read again. */
  boolean hasRoom() {
    return held.get() <= Math.max(0, memory.free()) / 2;
  }

  /** Bytes it may still take before it is exceeded. */
  long left() {
    return Math.max(0, memory.free() - held.get()) / 2;
  }
}

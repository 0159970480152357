package dev.portolan.smux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The limit on bytes buffered for reading or sending, over all sessions that share it. So memory
 * use does not grow with the number of sessions.
 *
 * <p>A share may hold as much as is free. A single one gets half of the total, two get a third
 * each, and some always remains for a newcomer.
 *
 * <p>Safe for any thread.
 */
public final class SessionMemory {
  private final long total;
  private final AtomicLong held = new AtomicLong();

  /**
   * @param total bytes, over all shares
   */
  public SessionMemory(long total) {
    if (total <= 0) {
      throw new IllegalArgumentException("there must be some room");
    }
    this.total = total;
  }

  /**
   * The memory of this process: half of the JVM's maximum heap. By default, Netty limits its direct
   * memory to the maximum heap.
   */
  public static SessionMemory ofProcess() {
    return OfProcess.MEMORY;
  }

  /** A new, empty share. */
  public MemoryShare newShare() {
    return new MemoryShare(this);
  }

  /** Bytes held by all shares. */
  public long held() {
    return held.get();
  }

  long free() {
    return total - held.get();
  }

  void change(long bytes) {
    held.addAndGet(bytes);
  }

  private static final class OfProcess {
    static final SessionMemory MEMORY = new SessionMemory(Runtime.getRuntime().maxMemory() / 2);
  }
}

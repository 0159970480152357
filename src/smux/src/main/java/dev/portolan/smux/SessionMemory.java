package dev.portolan.smux;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The room for bytes that wait, to be read or to be sent, over all sessions that have a share in
 * it: a process with many sessions needs no more memory than one with few.
 *
 * <p>A share may hold as much as is free. So whoever is alone gets half of the room, two get a
 * third each, and there is always something left for one that comes late.
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
   * The room of this process: half of the largest heap of the JVM. Unless the JVM was told
   * otherwise, Netty takes no more than such a heap for all its buffers.
   */
  public static SessionMemory ofProcess() {
    return OfProcess.MEMORY;
  }

  /** A share that holds nothing yet. */
  public MemoryShare newShare() {
    return new MemoryShare(this);
  }

  /** Bytes that all shares hold. */
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

package dev.portolan.app.terminal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory limit for the scrollback of all terminals of a process.
 *
 * <p>A terminal may use whatever is free. When the limit is reached, the largest one loses its
 * oldest lines. One below an equal part loses none, unless all larger ones are busy for so long
 * that the limit is exceeded by half.
 *
 * <p>Thread-safe.
 */
public final class ScrollbackMemory {
  /** The divisor of the heap for the limit. */
  private static final int PART_OF_HEAP = 4;

  /** The divisor of the limit for the excess at which large terminals must drop lines at once. */
  private static final int PART_OVERDRAWN = 8;

  /** The divisor of the limit for the excess at which all terminals must. */
  private static final int PART_EXHAUSTED = 2;

  /** The bytes dropped at a time before the largest terminal is determined again. */
  private static final long STEP = 64 << 10;

  /** The number of pooled arrays. */
  private static final int SPARES = 8;

  private final long room;
  private final AtomicLong held = new AtomicLong();
  private final List<ScrollbackShare> shares = new CopyOnWriteArrayList<>();

  /** Pooled arrays, so that a flood of output does not fill the heap with garbage. */
  private final BlockingQueue<byte[]> spares = new ArrayBlockingQueue<>(SPARES);

  /**
   * @param room the limit in bytes
   */
  public ScrollbackMemory(long room) {
    if (room <= 0) {
      throw new IllegalArgumentException("there must be some room");
    }
    this.room = room;
  }

  /** A limit in proportion to the JVM's maximum heap. */
  public static ScrollbackMemory ofHeap() {
    return new ScrollbackMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** The limit in bytes. */
  public long room() {
    return room;
  }

  /** Bytes held by all terminals, which may briefly exceed the limit. */
  long held() {
    return held.get();
  }

  /**
   * Creates an empty share.
   *
   * @param oldest drops lines when this share is the largest
   */
  ScrollbackShare newShare(ScrollbackShare.OldestLines oldest) {
    ScrollbackShare share = new ScrollbackShare(this, oldest);
    shares.add(share);
    return share;
  }

  /**
   * Lets the largest terminals drop lines until the limit is met. Skips busy terminals, which call
   * this when done. Call without any terminal's lock.
   */
  void settle() {
    while (held.get() > room) {
      Optional<ScrollbackShare> most =
          shares.stream().max(Comparator.comparingLong(ScrollbackShare::held));
      if (most.isEmpty() || !most.get().dropOldest(Math.min(STEP, held.get() - room))) {
        return;
      }
    }
  }

  /** Whether a terminal of this size must drop lines at once. */
  boolean isOverdrawn(long bytes) {
    long beyond = held.get() - room;
    return beyond > room / PART_EXHAUSTED
        || (beyond > room / PART_OVERDRAWN && bytes > room / shares.size());
  }

  /** An uninitialised array of {@link RowChunk#BYTES}. */
  byte[] chunk() {
    byte[] spare = spares.poll();
    return spare == null ? new byte[RowChunk.BYTES] : spare;
  }

  /** Returns an array to the pool, unless it has another size. */
  void recycle(byte[] chunk) {
    if (chunk.length == RowChunk.BYTES) {
      spares.offer(chunk);
    }
  }

  void change(long bytes) {
    held.addAndGet(bytes);
  }

  void remove(ScrollbackShare share) {
    shares.remove(share);
  }
}

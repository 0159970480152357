package dev.portolan.app.terminal;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The room for lines that have left their screens, over all terminals of a process: many shells
 * need no more memory than a few.
 *
 * <p>A terminal may hold as much as is free. When the room is used up, the one that holds most
 * loses its oldest lines. Who holds less than an equal part loses none because of others, unless
 * all that hold more are busy for so long that half as much again is held.
 *
 * <p>Safe for any thread.
 */
public final class ScrollbackMemory {
  /** The part of the heap that lines may take. */
  private static final int PART_OF_HEAP = 4;

  /** How far beyond the room, as a part of it, all may go before those with much drop lines. */
  private static final int PART_OVERDRAWN = 8;

  /** How far before everyone does. */
  private static final int PART_EXHAUSTED = 2;

  /** What one terminal loses at a time, in bytes, before it is asked again who holds most. */
  private static final long STEP = 64 << 10;

  /** How many arrays wait for their next use. */
  private static final int SPARES = 8;

  private final long room;
  private final AtomicLong held = new AtomicLong();
  private final List<ScrollbackShare> shares = new CopyOnWriteArrayList<>();

  /** Else a flood would leave the heap full of the arrays of lines that it has dropped. */
  private final BlockingQueue<byte[]> spares = new ArrayBlockingQueue<>(SPARES);

  /**
   * @param room bytes, over all terminals
   */
  public ScrollbackMemory(long room) {
    if (room <= 0) {
      throw new IllegalArgumentException("there must be some room");
    }
    this.room = room;
  }

  /** A room that fits the largest heap of this JVM. */
  public static ScrollbackMemory ofHeap() {
    return new ScrollbackMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
  }

  /** Bytes, over all terminals. */
  public long room() {
    return room;
  }

  /** Bytes that all terminals hold; for a moment that may be more than the room. */
  long held() {
    return held.get();
  }

  /**
   * A share that holds nothing yet.
   *
   * @param oldest the lines to drop when this share holds most
   */
  ScrollbackShare newShare(ScrollbackShare.OldestLines oldest) {
    ScrollbackShare share = new ScrollbackShare(this, oldest);
    shares.add(share);
    return share;
  }

  /**
   * Lets those that hold most drop their oldest lines until all fit. Waits for nobody: a terminal
   * that is busy settles itself when it is done. Called with no terminal's lock held.
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

  /**
   * Whether a terminal that holds so many bytes must not wait with dropping lines until it settles.
   */
  boolean isOverdrawn(long bytes) {
    long beyond = held.get() - room;
    return beyond > room / PART_EXHAUSTED
        || (beyond > room / PART_OVERDRAWN && bytes > room / shares.size());
  }

  /** An array of {@link RowChunk#BYTES}, with anything in it. */
  byte[] chunk() {
    byte[] spare = spares.poll();
    return spare == null ? new byte[RowChunk.BYTES] : spare;
  }

  /** Nothing uses this array any more; one of another size is forgotten. */
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

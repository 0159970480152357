package dev.portolan.app.session;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Feeds the output of consecutive shells to the emulator. Thread-safe. Only {@link #await} and
 * {@link #read} block; they are for the emulator thread.
 */
final class ShellFeed {
  private final ShellMeter meter;
  private final List<SessionLog> logs;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Unread> unread = new ArrayDeque<>();
  private @Nullable ShellPipe delivered;
  private boolean closed;

  /** Bytes read of all shells. */
  private final AtomicLong printed = new AtomicLong();

  /** A shell that the emulator has not started to read yet. */
  private record Unread(ShellPipe pipe, @Nullable String note) {}

  /**
   * @param meter counts what passes
   * @param logs receive the output, too
   */
  ShellFeed(ShellMeter meter, List<SessionLog> logs) {
    this.meter = meter;
    this.logs = List.copyOf(logs);
  }

  /**
   * Adds a shell.
   *
   * @param note the note about the previous shell; null for the first
   */
  void add(ShellPipe pipe, @Nullable String note) {
    lock.lock();
    try {
      unread.add(new Unread(pipe, note));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Discards unread output and ends the feed. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** The number of bytes read by the emulator. */
  long bytesPrinted() {
    return printed.get();
  }

  /** Whether this shell is being read now. */
  boolean isReading(@Nullable ShellPipe pipe) {
    return delivered() == pipe;
  }

  /** Waits for the next shell. Returns null when closed. */
  @Nullable ShellStart await() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed && unread.isEmpty()) {
        changed.await();
      }
      Unread next = closed ? null : unread.poll();
      if (next == null) {
        return null;
      }
      delivered = next.pipe();
      String note = next.note();
      if (note != null) {
        logs.forEach(log -> log.note(note));
      }
      return new ShellStart(next.note());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for output of the shell last returned by {@link #await}. Returns -1 at its end. */
  int read(byte[] target) throws InterruptedException {
    ShellPipe source = delivered();
    int count = source == null ? -1 : source.read(target);
    int some = Math.max(0, count);
    meter.printed(some);
    printed.addAndGet(some);
    logs.forEach(log -> log.printed(target, some));
    return count;
  }

  private @Nullable ShellPipe delivered() {
    lock.lock();
    try {
      return delivered;
    } finally {
      lock.unlock();
    }
  }
}

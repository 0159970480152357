package dev.portolan.app.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Hands the output of one shell after the other to the emulator. Any thread may call; nothing
 * blocks but {@link #await} and {@link #read}, which are for the one thread that runs the emulator.
 */
final class ShellFeed {
  private final ShellMeter meter;
  private final SessionLog log;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Queue<Unread> unread = new ArrayDeque<>();
  private @Nullable ShellPipe delivered;
  private boolean closed;

  /** Bytes read of all shells. */
  private final AtomicLong printed = new AtomicLong();

  /**
   * A shell that the emulator has not come to yet; one that ended meanwhile is read all the same.
   */
  private record Unread(ShellPipe pipe, @Nullable String note) {}

  /**
   * @param meter counts what passes
   * @param log gets it, too
   */
  ShellFeed(ShellMeter meter, SessionLog log) {
    this.meter = meter;
    this.log = log;
  }

  /**
   * There is another shell.
   *
   * @param note what happened to the one before; null for the first
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

  /** There will be no more, and what was not read is forgotten. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** How many bytes the emulator has read. */
  long bytesPrinted() {
    return printed.get();
  }

  /** Whether this is the shell that is read now. */
  boolean isReading(@Nullable ShellPipe pipe) {
    return delivered() == pipe;
  }

  /** Waits until there is a shell that was not read yet; null once this is closed. */
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
      if (next.note() != null) {
        log.note(next.note());
      }
      return new ShellStart(next.note());
    } finally {
      lock.unlock();
    }
  }

  /** Waits for the next bytes of the shell that {@link #await} gave last; -1 after its end. */
  int read(byte[] target) throws InterruptedException {
    ShellPipe source = delivered();
    int count = source == null ? -1 : source.read(target);
    int some = Math.max(0, count);
    meter.printed(some);
    printed.addAndGet(some);
    log.printed(target, some);
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

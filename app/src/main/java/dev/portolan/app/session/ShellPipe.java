package dev.portolan.app.session;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A bounded pipe from a non-blocking network thread to a blocking emulator thread. When it is full,
 * the network thread stops reading, so that the stream's flow control stops the far side.
 */
final class ShellPipe implements ShellOutput {
  /**
   * Large enough to keep the emulator busy, small enough for Ctrl+C to be visible soon in a flood.
   */
  private static final int FULL = 64 << 10;

  private static final int LOW = FULL / 2;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final Queue<byte[]> chunks = new ArrayDeque<>();
  private final Runnable wantsMore;
  private final EndListener atEnd;
  private byte[] current = new byte[0];
  private int position;
  private int queued;
  private boolean stopped;
  private boolean ended;
  private @Nullable String reason;

  /** Called once at the end of output, before the last bytes are read. */
  @FunctionalInterface
  interface EndListener {
    void ended(ShellPipe pipe, @Nullable String lost);
  }

  ShellPipe(Runnable wantsMore, EndListener atEnd) {
    this.wantsMore = wantsMore;
    this.atEnd = atEnd;
  }

  @Override
  public boolean received(byte[] bytes) {
    lock.lock();
    try {
      if (ended || bytes.length == 0) {
        return !ended;
      }
      chunks.add(bytes);
      queued += bytes.length;
      stopped = queued >= FULL;
      arrived.signal();
      return !stopped;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void ended(@Nullable String lost) {
    lock.lock();
    try {
      if (ended) {
        return;
      }
      reason = lost;
      end();
    } finally {
      lock.unlock();
    }
    atEnd.ended(this, lost);
  }

  /** Whether the output has ended. */
  boolean isEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  /** Why the shell was lost, or null. */
  @Nullable String reason() {
    lock.lock();
    try {
      return reason;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the pipe without a callback. Received data can still be read. */
  void end() {
    lock.lock();
    try {
      ended = true;
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Waits for data and copies at most {@code target.length} bytes. Returns -1 at the end. */
  int read(byte[] target) throws InterruptedException {
    boolean resume;
    int count;
    lock.lockInterruptibly();
    try {
      while (position == current.length && !next()) {
        if (ended) {
          return -1;
        }
        arrived.await();
      }
      count = Math.min(target.length, current.length - position);
      System.arraycopy(current, position, target, 0, count);
      position += count;
      queued -= count;
      resume = stopped && !ended && queued <= LOW;
      stopped = stopped && !resume;
    } finally {
      lock.unlock();
    }
    if (resume) {
      wantsMore.run();
    }
    return count;
  }

  private boolean next() {
    byte[] chunk = chunks.poll();
    if (chunk == null) {
      return false;
    }
    current = chunk;
    position = 0;
    return true;
  }
}

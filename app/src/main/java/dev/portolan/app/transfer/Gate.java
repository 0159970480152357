package dev.portolan.app.transfer;

import dev.portolan.transport.file.TransferListener;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

/**
 * Lets a transfer pass, or holds it back.
 *
 * <p>Who holds it back takes nothing from the network or the disk meanwhile, so the other side
 * waits, too. It waits for a minute only, so a transfer that is held longer is suspended.
 * Thread-safe.
 */
final class Gate {
  /** How long a transfer is held at most; less than devices and this program wait. */
  static final Duration LONGEST = Duration.ofSeconds(45);

  private enum State {
    OPEN,
    HELD,
    CANCELLED
  }

  private final long longestNanos;
  private State state = State.OPEN;

  Gate(Duration longest) {
    longestNanos = longest.toNanos();
  }

  synchronized void hold() {
    change(State.HELD);
  }

  synchronized void open() {
    change(State.OPEN);
  }

  synchronized void cancel() {
    change(State.CANCELLED);
  }

  synchronized boolean isOpen() {
    return state == State.OPEN;
  }

  synchronized boolean isCancelled() {
    return state == State.CANCELLED;
  }

  private void change(State next) {
    if (state != State.CANCELLED) {
      state = next;
      notifyAll();
    }
  }

  /**
   * Waits while it is held.
   *
   * @throws CancellationException if it was cancelled, or the thread interrupted
   * @throws TransferListener.SuspendedException if it is held for too long
   */
  synchronized void pass() {
    long end = System.nanoTime() + longestNanos;
    while (state == State.HELD) {
      long millis = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
      if (millis <= 0) {
        throw new TransferListener.SuspendedException();
      }
      try {
        wait(millis);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new CancellationException("interrupted");
      }
    }
    if (state == State.CANCELLED) {
      throw new CancellationException("cancelled");
    }
  }
}

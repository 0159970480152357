package dev.portolan.transport.open;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Opens streams in order, within the session's stream limit and a limit on unanswered streams:
 * peers refuse more than 128 of those, or stall.
 *
 * <p>Session's event loop only.
 */
final class OpenQueue {
  /** Most unanswered streams. */
  static final int MAX_UNANSWERED = 100;

  private final BooleanSupplier room;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int unanswered;

  /**
   * @param room whether the session's limit allows another stream
   */
  OpenQueue(BooleanSupplier room) {
    this.room = room;
  }

  /** Opens a stream now, or when others have been answered or closed. */
  void add(Runnable begin) {
    waiting.add(begin);
    next();
  }

  /** An opened stream has been answered, or never will be. */
  void answered() {
    unanswered--;
    next();
  }

  /** A stream has closed. */
  void closed() {
    next();
  }

  private void next() {
    while (!waiting.isEmpty() && unanswered < MAX_UNANSWERED && room.getAsBoolean()) {
      unanswered++;
      waiting.remove().run();
    }
  }
}

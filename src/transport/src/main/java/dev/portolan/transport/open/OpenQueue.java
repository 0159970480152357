package dev.portolan.transport.open;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/**
 * Lets streams be opened in turn, as many as the session has room for, and keeps the number of
 * those that the far side has not answered yet below what peers take: more than 128 at once are
 * refused by some, and stall others.
 *
 * <p>On the session's event loop only.
 */
final class OpenQueue {
  /** The most unanswered streams. */
  static final int MOST = 100;

  private final BooleanSupplier room;
  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int unanswered;

  /**
   * @param room whether the session takes another stream
   */
  OpenQueue(BooleanSupplier room) {
    this.room = room;
  }

  /** Begins to open a stream now or, in turn, once another has been answered or closed. */
  void add(Runnable begin) {
    waiting.add(begin);
    next();
  }

  /** A stream that was begun has been answered, or will not be. */
  void answered() {
    unanswered--;
    next();
  }

  /** A stream has closed. */
  void closed() {
    next();
  }

  private void next() {
    while (!waiting.isEmpty() && unanswered < MOST && room.getAsBoolean()) {
      unanswered++;
      waiting.remove().run();
    }
  }
}

package dev.portolan.transport.connect;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps the number of streams that the far side has not answered yet below what peers take: more
 * than 128 at once are refused by some, and stall others.
 *
 * <p>On the session's event loop only.
 */
final class OpenQueue {
  /** The most unanswered streams. */
  static final int MOST = 100;

  private final Deque<Runnable> waiting = new ArrayDeque<>();
  private int unanswered;

  /** Begins to open a stream now or, in turn, once another has been answered. */
  void add(Runnable begin) {
    if (unanswered < MOST) {
      unanswered++;
      begin.run();
    } else {
      waiting.add(begin);
    }
  }

  /** A stream that was begun has been answered, or will not be. */
  void answered() {
    unanswered--;
    Runnable next = waiting.poll();
    if (next != null) {
      unanswered++;
      next.run();
    }
  }
}

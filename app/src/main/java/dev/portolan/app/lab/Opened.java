package dev.portolan.app.lab;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A stack of opened resources. {@link #close} closes all in reverse order, also if some fail. Not
 * thread-safe.
 */
final class Opened {
  private final Deque<Step> steps = new ArrayDeque<>();

  /** Closes one resource. */
  @FunctionalInterface
  interface Step {
    void close() throws IOException;
  }

  void add(Step step) {
    steps.push(step);
  }

  /**
   * Closes everything.
   *
   * @throws IOException the first failure, with the others as suppressed
   */
  void close() throws IOException {
    IOException failure = null;
    while (!steps.isEmpty()) {
      try {
        steps.pop().close();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        } else {
          failure.addSuppressed(e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}

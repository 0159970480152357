package dev.portolan.app.lab;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What was opened so far: closing it closes everything, the last opened first, whatever fails on
 * the way. One thread.
 */
final class Opened {
  private final Deque<Step> steps = new ArrayDeque<>();

  /** How something is closed. */
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
   * @throws IOException the first failure, with those after it
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

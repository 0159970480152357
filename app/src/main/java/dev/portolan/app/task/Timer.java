package dev.portolan.app.task;

import java.time.Duration;

/** Schedules actions. Tests use one with a manual clock. */
public interface Timer {
  /** Runs {@code action} once after {@code delay}, on a thread of the timer's choosing. */
  Scheduled after(Duration delay, Runnable action);

  /** Runs {@code action} periodically. */
  Scheduled every(Duration period, Runnable action);

  /** A scheduled action. */
  @FunctionalInterface
  interface Scheduled {
    /** Cancels future runs, but not a running one. Any thread. */
    void cancel();
  }
}

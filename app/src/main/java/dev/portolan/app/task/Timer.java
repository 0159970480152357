package dev.portolan.app.task;

import java.time.Duration;

/** Runs things after a while; tests turn its clock by hand. */
public interface Timer {
  /** Runs {@code action} once after {@code delay}, on a thread of the timer's choosing. */
  Scheduled after(Duration delay, Runnable action);

  /** Runs {@code action} again and again, {@code period} apart. */
  Scheduled every(Duration period, Runnable action);

  /** Something that will run, unless it is cancelled first. */
  @FunctionalInterface
  interface Scheduled {
    /** Any thread; a run that has begun goes on to its end. */
    void cancel();
  }
}

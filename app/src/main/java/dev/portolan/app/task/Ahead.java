package dev.portolan.app.task;

/** Does ahead of need, beside everything else, what will be waited for otherwise. */
public final class Ahead {
  private Ahead() {}

  /** Starts it; whoever needs its result before it is done waits for the rest only. */
  public static void run(Runnable work) {
    Thread.ofPlatform().daemon().name("ahead").start(work);
  }
}

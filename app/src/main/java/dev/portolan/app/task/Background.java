package dev.portolan.app.task;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for work that blocks: files, key generation, address look-ups; any thread may call. */
public final class Background implements Timer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory());
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock").factory());

  /** Runs {@code work} on a thread of its own; the future fails with what the work threw. */
  public <T> CompletableFuture<T> call(Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    workers.execute(
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  /** As {@link #call} for work without a result. */
  public CompletableFuture<Void> run(CheckedRunnable work) {
    CompletableFuture<Void> result = new CompletableFuture<>();
    workers.execute(
        () -> {
          try {
            work.run();
            result.complete(null);
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result;
  }

  /**
   * Runs work that may never come back on a thread of its own, which nobody waits for: after {@code
   * limit} the future fails with a {@link java.util.concurrent.TimeoutException}, and what the work
   * does then is of no consequence.
   */
  public <T> CompletableFuture<T> bounded(String name, Duration limit, Callable<T> work) {
    CompletableFuture<T> result = new CompletableFuture<>();
    dedicated(
        name,
        () -> {
          try {
            result.complete(work.call());
          } catch (Throwable failure) {
            result.completeExceptionally(failure);
          }
        });
    return result.orTimeout(limit.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Starts a thread for work that keeps a processor busy for long; the work must end by itself. */
  public void dedicated(String name, Runnable work) {
    Thread.ofPlatform().daemon().name(name).start(work);
  }

  @Override
  public Scheduled after(Duration delay, Runnable action) {
    Future<?> future = clock.schedule(guarded(action), delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  @Override
  public Scheduled every(Duration period, Runnable action) {
    Future<?> future =
        clock.scheduleAtFixedRate(
            guarded(action), period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /**
   * Ends the clock, lets work that has begun finish for at most two seconds, then interrupts it.
   */
  @Override
  public void close() {
    clock.shutdownNow();
    workers.shutdown();
    try {
      if (!workers.awaitTermination(2, TimeUnit.SECONDS)) {
        workers.shutdownNow();
      }
    } catch (InterruptedException interrupted) {
      workers.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  /** A periodic action that throws once would otherwise be dropped without a word. */
  private static Runnable guarded(Runnable action) {
    return () -> {
      try {
        action.run();
      } catch (RuntimeException failure) {
        LOG.error("A scheduled action failed", failure);
      }
    };
  }

  /** Work that may throw. */
  @FunctionalInterface
  public interface CheckedRunnable {
    void run() throws Exception;
  }
}

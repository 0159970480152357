package dev.portolan.app.task;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for blocking work: files, key generation, name lookups. Thread-safe. */
public final class Background implements Timer, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Background.class);

  private final ExecutorService workers =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("background-", 0).factory());
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("clock").factory());

  /** Why a stage has failed, without the exceptions that futures wrap that in. */
  public static Throwable cause(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof UncheckedIOException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Runs {@code work} on a thread of its own. The future fails with the work's exception. */
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
   * Runs work that may hang on a thread of its own. After {@code limit} the future fails with a
   * {@link java.util.concurrent.TimeoutException} and the work's result is ignored.
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

  /** Starts a thread for long CPU-bound work, which must end by itself. */
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

  /** Stops the timer, waits at most two seconds for running work, then interrupts it. */
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

  /** Logs exceptions of a periodic action, which would otherwise silently be cancelled. */
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
